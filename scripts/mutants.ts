// `npm run mutants [WORDS]`: removes every guard in turn (or those whose name has WORDS) from a
// temporary copy, and expects its test to fail. Exit 1 when a mutant survives. Next:
// test/support/mutants.ts, the list.
import { copyOfSources, MUTANTS } from '../test/support/mutants.ts'

const words = process.argv.slice(2).join(' ')
const chosen = MUTANTS.filter(({ guard }) => guard.includes(words))
const copy = copyOfSources()
let survivors = 0
let untested = 0
try {
  const red = new Set<string>()
  for (const { guard: suite, failed, passed, output } of await copy.unharmed(chosen)) {
    if (failed === 0 && passed > 0) continue
    red.add(suite)
    console.log(
      `RED      ${suite} fails before any of its guards is removed (${failed} failed, ${passed} passed)\n${output}`,
    )
  }
  for (const mutant of chosen) {
    if (red.has(mutant.suite)) {
      untested++
      continue
    }
    const { guard, killed, failed, passed, seconds, output } = await copy.run(mutant)
    console.log(
      `${killed ? 'killed  ' : 'SURVIVED'} ${guard} (${failed} failed, ${passed} passed, ${seconds.toFixed(0)} s)`,
    )
    if (killed) continue
    survivors++
    console.log(output.split('\n').slice(-12).join('\n'))
  }
} finally {
  copy.remove()
}
const noticed = chosen.length - survivors - untested
console.log(
  `mutants: ${chosen.length} guards, ${noticed} removed and noticed, ${survivors} survived, ${untested} in red suites`,
)
process.exitCode = noticed < chosen.length || chosen.length === 0 ? 1 : 0
