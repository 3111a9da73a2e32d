// The compiler leads: ten mutations over a copy of the sources, each of which must fail to compile.
// All of them: `npm run type-mutants`.
import { afterAll, expect, test } from 'vitest'
import { FEW, fits, TYPE_MUTANTS, typeCopy } from '#test/support/type-mutants.ts'

const copy = typeCopy()
afterAll(() => copy.remove())

test('the copy compiles as it is, and every mutation fits it', { timeout: 120_000 }, () => {
  expect(copy.errors()).toBe('')
  expect(FEW).toHaveLength(10)
  expect(TYPE_MUTANTS.length).toBeGreaterThanOrEqual(40)
  expect(TYPE_MUTANTS.filter((mutant) => !fits(mutant))).toEqual([])
})

test.each(FEW)('$what: it does not compile', { timeout: 120_000 }, (mutant) => {
  expect(copy.errors(mutant)).toContain('error TS')
})
