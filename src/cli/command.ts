/**
 * A command: its usage line, its flags, what it does. Rule: arguments are checked before anything
 * is opened, and a mistake names the usage. A new command is one entry in its group's file; a new
 * group is one line in groups.ts.
 */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { usageError } from '#host/exit.ts'

export type Flags = Readonly<Record<string, string | boolean | undefined>>
export type Command = {
  /** As typed after `parley`, such as "orders show NUMBER [--json]". */
  readonly usage: string
  readonly summary: string
  readonly flags?: Readonly<Record<string, 'text' | 'switch'>>
  /** How many words may follow: [least, most]. */
  readonly words: readonly [number, number]
  /** Answers the exit code. */
  readonly run: (words: readonly string[], flags: Flags) => Promise<number>
}

export async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(command, args)
  if (values['help'] === true) {
    process.stdout.write(`${helpText(command)}\n`)
    return 0
  }
  const [least, most] = command.words
  if (positionals.length < least) throw usageError(`Something is missing. Usage: parley ${command.usage}`)
  if (positionals.length > most)
    throw usageError(`Too many words: ${positionals.slice(most).join(' ')}. Usage: parley ${command.usage}`)
  return command.run(positionals, values)
}

export const helpText = ({ usage, summary }: Command): string => `parley ${usage}\n  ${summary}`

export const textFlag = (flags: Flags, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

function parsed(
  command: Command,
  args: readonly string[],
): { readonly values: Flags; readonly positionals: readonly string[] } {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean', short: 'h' } }
  for (const [name, kind] of Object.entries(command.flags ?? {}))
    options[name] = { type: kind === 'switch' ? 'boolean' : 'string' }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return {
      values: Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, string | boolean] => !Array.isArray(entry[1])),
      ),
      positionals,
    }
  } catch (error) {
    const [words = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify')
    throw usageError(`${words.replace(/\.$/, '')}. Usage: parley ${command.usage}`)
  }
}
