// Checks package-lock.json for what npm leaves out without a word: optional platform packages the
// registry did not have that day. With such a lockfile `npm ci` refuses on another machine. Rule:
// no addresses in the lockfile either, so it works behind any registry. Next: .npmrc
// (omit-lockfile-registry-resolved), package.json for the exact versions.
import fs from 'node:fs'

const file = process.argv[2] ?? 'package-lock.json'
const packages = Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')).packages)
const nameOf = (key) => key.split('node_modules/').pop()
const present = new Set(packages.map(([key]) => nameOf(key)))

const problems = packages.flatMap(([key, entry]) => {
  const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !present.has(name))
  const name = key === '' ? 'package.json' : `${nameOf(key)} ${entry.version}`
  return [
    ...(missing.length > 0
      ? [`${name} lacks ${missing.length} platform package(s): ${missing.join(', ')}. Pin a version that has them all.`]
      : []),
    ...(entry.resolved ? [`${name} carries an address: install again with the project's .npmrc in force.`] : []),
  ]
})

for (const [group, list] of Object.entries(JSON.parse(fs.readFileSync('package.json', 'utf8')))) {
  if (!/ependencies$/.test(group)) continue
  for (const [name, version] of Object.entries(list)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      problems.push(`package.json: ${name} "${version}" is not an exact version.`)
  }
}

for (const problem of problems) console.error(problem)
console.log(
  problems.length === 0
    ? `lockfile complete: ${packages.length - 1} packages`
    : `lockfile: ${problems.length} problem(s)`,
)
process.exitCode = problems.length === 0 ? 0 : 1
