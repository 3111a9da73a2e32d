// Somebody of the staff at a terminal, in this process: the terminal's own session over the
// product's host, as `parley chat` runs it. Rule: lines in, words out; a held control is pressed by
// its token, as an old screen would. Use: `const sam = await sitsDown(parley, 'sam', 'desk')`.
import { randomUUID } from 'node:crypto'
import type { TerminalSaid } from '#adapters/terminal/host.ts'
import { openSession } from '#adapters/terminal/session.ts'
import { placementText } from '#conversation/edge/text.ts'
import type { Control } from '#conversation/edge/view.ts'
import type { Parley } from '#host/parley.ts'
import { eventually } from '#playground/loopback/eventually.ts'

export type Terminal = {
  /** Types a line; answers what was printed since. */
  readonly says: (line: string) => Promise<string>
  /** Waits until this was printed, also before. */
  readonly sees: (words: RegExp) => Promise<void>
  /** Fills in and sends the newest form that stands in this thread, whoever printed it. */
  readonly submits: (fields: Readonly<Record<string, string>>) => Promise<void>
  /** Everything printed so far. */
  readonly printed: () => string
  /** The token of the newest button whose label begins like this. */
  readonly token: (label: string) => Promise<string>
  /** A line or a press delivered under one id as often as said. */
  readonly delivers: (body: { readonly text: string } | { readonly token: string }, times?: number) => Promise<void>
  readonly leaves: () => Promise<void>
}

const PATIENCE = 20_000

/** Somebody of the staff sits down at a terminal, as `parley chat --as NAME --thread THREAD` does. */
export async function sitsDown({ terminal: host }: Parley, name: string, thread: string): Promise<Terminal> {
  const who = { thread: `terminal:${thread}`, user: `terminal:${name}`, userName: name, locale: 'en' }
  const printed: string[] = []
  const print: Parameters<typeof openSession>[0]['print'] = (it) =>
    void printed.push('own' in it ? it.text : placementText(it.placement))
  const newest = async (): Promise<readonly TerminalSaid[]> => (await host.recent(who.thread, who.user)).toReversed()
  const session = await openSession({ ...who, host, print, newId: randomUUID })
  return {
    async says(line) {
      const from = printed.length
      await session.line(line)
      return printed.slice(from).join('\n')
    },
    async sees(words) {
      const found = async (): Promise<true | undefined> => words.test(printed.join('\n')) || undefined
      await eventually(`${words}`, PATIENCE, found).catch(() => {
        throw new Error(`${name} never saw ${words} in ${thread}:\n${printed.join('\n')}`)
      })
    },
    async submits(fields) {
      const [form] = (await newest()).flatMap(formOf)
      if (form === undefined) throw new Error(`no form stands in ${thread}`)
      const kept = Object.fromEntries(form.fields.map(({ id, value }) => [id, value ?? '']))
      const inbound = { ...who, kind: 'form', id: randomUUID(), token: form.token, fields: { ...kept, ...fields } }
      await host.handle((await host.claim(inbound)).inbound)
    },
    printed: () => printed.join('\n'),
    async token(label) {
      const found = (await newest())
        .flatMap(controlsOf)
        .find((control) => control.kind === 'button' && control.label.startsWith(label))
      if (found?.kind !== 'button') throw new Error(`no button "${label}" stands in ${thread}:\n${printed.join('\n')}`)
      return found.token
    },
    async delivers(body, times = 1) {
      const inbound = { ...who, kind: 'text' in body ? 'message' : 'action', id: randomUUID(), ...body }
      const claimed = await Promise.all(Array.from({ length: times }, () => host.claim(inbound)))
      await Promise.all(claimed.map(({ inbound }) => host.handle(inbound)))
    },
    leaves: () => session.close(),
  }
}

const formOf = ({ placement }: TerminalSaid) => (placement.place === 'form' ? [placement.form] : [])
const controlsOf = ({ placement }: TerminalSaid): readonly Control[] =>
  'view' in placement ? placement.view.controls : []
