// The compiler leads: ten mutations over a copy of the sources, of each of which the compiler must
// say what it says of that one alone. All of them, one by one: `npm run type-mutants`.
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

test('ten of them, several at once: the compiler names each', { timeout: 120_000 }, () => {
  for (const few of [FEW.filter(({ second }) => !second), FEW.filter(({ second }) => second)]) {
    const errors = copy.errors(...few).replaceAll(/\(\d+,\d+\): error TS\d+/g, '')
    for (const { error } of few) expect(errors).toContain(error)
  }
})
