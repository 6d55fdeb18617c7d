import { beforeAll, expect, inject, it } from 'vitest'
import { OF_THE_FIGURES } from './bugs-figures.ts'
import { runPlanted, type Tried } from './named.ts'

let tried: readonly Tried[] = []

beforeAll(async () => {
  tried = await runPlanted(inject('postgresUrl'), /^(?!on PostgreSQL)/, OF_THE_FIGURES)
}, 300_000)

it.each(OF_THE_FIGURES)('P9: the looks catch a planted bug: $name', ({ name, test }) => {
  const failed = tried.filter(({ project, state }) => project === name && state === 'failed')
  for (const { file } of failed) expect(file).toBe(test)
  expect(failed.map(({ said }) => said).join('\n'), 'the failing seed is printed').toMatch(/seed: -?\d+/)
})
