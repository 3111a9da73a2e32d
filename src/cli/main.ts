/**
 * The `parley` command: finds what was asked for and runs it. Exit codes: 0 done, 1 not done (why
 * is on standard error), 64 wrong words, 69 database unreachable, 78 wrong settings. Next:
 * groups.ts, what there is.
 */
import module from 'node:module'
import { fileURLToPath } from 'node:url'
import { CommandError, EXIT, usageError } from '#host/exit.ts'
import { troubleOf } from '#host/watch/trouble.ts'
import { helpText, runCommand } from './command.ts'
import { type Group, groups } from './groups.ts'

async function run(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(overview())
    return name === undefined ? EXIT.usage : EXIT.ok
  }
  // Speaks its own line protocol, so it parses its own words.
  if (name === 'understand') return (await import('#cli/talk/understand.ts')).understandCommand(rest)
  const group = Object.hasOwn(groups, name) ? groups[name] : undefined
  if (group === undefined) throw usageError(`There is no command "${name}". Try: parley --help`)
  return runGroup(name, group, rest)
}

async function runGroup(name: string, group: Group, args: readonly string[]): Promise<number> {
  const commands = await group.load()
  const itself = commands['']
  if (itself !== undefined) return runCommand(itself, args)
  const [word, ...rest] = args
  const lines = Object.values(commands).map(helpText).join('\n')
  if (word === '--help' || word === '-h' || word === 'help') {
    process.stdout.write(`${lines}\n`)
    return EXIT.ok
  }
  const command = word !== undefined && Object.hasOwn(commands, word) ? commands[word] : undefined
  if (command !== undefined) return runCommand(command, rest)
  throw usageError(
    `${word === undefined ? `parley ${name} needs one more word.` : `There is no "parley ${name} ${word}".`} ` +
      `There is:\n${lines}`,
  )
}

function overview(): string {
  const rows = [
    ...Object.entries(groups).map(([name, { summary }]): [string, string] => [name, summary]),
    ['understand', 'measure the understanding of typed orders'],
  ]
  const lines = rows.map(([name = '', summary = '']) => `  ${name.padEnd(12)}${summary}`)
  return `Parley: order by chat.\n\nparley COMMAND [...], parley COMMAND --help\n\n${lines.join('\n')}\n`
}

async function main(): Promise<number> {
  try {
    return await run(process.argv.slice(2))
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`)
      return error.code
    }
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      process.stderr.write(`${error.message}\n`)
      return EXIT.usage
    }
    const trouble = troubleOf(error, process.env['DATABASE_URL'])
    if (trouble !== undefined) {
      process.stderr.write(`${trouble.message}\n`)
      return trouble.code
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    return EXIT.failed
  }
}

// Somebody stopped reading (`parley orders list | head`): no fault, the rest is simply not written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
// A start is mostly reading our own code: half of that time is saved when it was read before.
// Without a writable folder it just takes longer.
module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/parley', import.meta.url)))
const code = await main()
// Standard input may still be open; what was written goes out first.
if (process.stdout.destroyed || process.stdout.errored !== null) process.exit(code)
process.stdout.write('', () => process.exit(code))
