import './styles.ts'
import { render } from 'preact'
import { App } from './App.tsx'
import { keepLanguage } from './language.ts'
import { followLinks } from './navigation.ts'
import { loadSession } from './session.ts'

keepLanguage()
followLinks()
render(<App />, document.getElementById('app')!)
await loadSession()
