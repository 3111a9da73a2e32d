// A few guards removed from a copy of the sources at every change: their tests must notice. All of
// them: `npm run mutants`. Next: test/support/mutants.ts, the list and how a copy is made.
import { afterAll, expect, test } from 'vitest'
import { copyOfSources, MUTANTS, SHORT } from '#test/support/mutants.ts'

const copy = copyOfSources()
afterAll(() => copy.remove())

test.each(SHORT)('without "$guard" its test fails', { timeout: 120_000 }, async (mutant) => {
  const verdict = await copy.run(mutant)
  expect(verdict.killed, verdict.output.slice(-2_000)).toBe(true)
  console.log(`mutant noticed: ${mutant.guard} (${verdict.seconds.toFixed(0)} s)`)
})

test('every guard of the list names a test', () => {
  expect(SHORT).toHaveLength(5)
  expect(new Set(MUTANTS.map(({ guard }) => guard)).size).toBe(MUTANTS.length)
})
