import { takeOverTurns } from './turns.ts'

takeOverTurns()
