// `npm run type-mutants`: every mutation of test/support/type-mutants.ts in turn, over a temporary
// copy; each must fail to compile. Exit 1 when one compiles. Next: test/type-mutants.test.ts, ten
// of them at every change.
import { TYPE_MUTANTS, typeCopy } from '../test/support/type-mutants.ts'

const copy = typeCopy()
let compiled = 0
try {
  const before = copy.errors()
  if (before !== '') throw new Error(`the copy must compile before it is changed:\n${before}`)
  for (const mutant of TYPE_MUTANTS) {
    const errors = copy.errors(mutant)
    if (errors === '') compiled++
    console.log(`${errors === '' ? 'COMPILES' : 'noticed '} ${mutant.what}`)
  }
} finally {
  copy.remove()
}
console.log(`type mutants: ${TYPE_MUTANTS.length}, ${TYPE_MUTANTS.length - compiled} noticed, ${compiled} compile`)
process.exitCode = compiled > 0 ? 1 : 0
