/**
 * `parley transcript`: what was said in a thread, as text that `parley replay` can say again: people's lines begin with `NAME> `, everything else is
 * Parley's. A pressed button is written as `press LABEL`, a form as one line per field.
 */
import type { Inbound } from '#conversation/inbound.ts'
import { placementText } from '#conversation/text.ts'
import type { Control, Form } from '#conversation/view.ts'
import type { Said } from '#store/queries.ts'
import { type Command, textFlag } from './command.ts'
import { withStore } from './database.ts'
import { readEnvironment } from './environment.ts'
import { failed } from './exit.ts'
import { print, printJson } from './print.ts'

export const transcript: Command = {
  usage: 'transcript THREAD [--as WHO] [--json]',
  summary: 'What was said in a thread such as front-desk or terminal:front-desk; with --as without the private notes of others.',
  flags: { json: 'switch', as: 'text' },
  words: [1, 1],
  run: ([word = ''], flags) =>
    withStore(readEnvironment(), async ({ queries }) => {
      const thread = word.includes(':') ? word : `terminal:${word}`
      const as = textFlag(flags, 'as')
      const said = (await queries.transcript(thread)).filter((one) => as === undefined || isFor(one, `terminal:${as}`))
      if (said.length === 0) throw failed(`Nothing was said in ${thread}.`)
      if (flags['json'] === true) printJson(said)
      else print(transcriptText(said))
      return 0
    }),
}

const isFor = (said: Said, user: string): boolean => said.by === 'person' || said.audience === null || said.audience === user

export function transcriptText(said: readonly Said[]): string {
  const controls = new Map<string, string>()
  const forms = new Map<string, Form>()
  return said
    .map((one) => {
      if (one.by === 'person') return spoken(one.inbound, controls, forms)
      if (one.placement.place === 'form') forms.set(one.placement.form.token, one.placement.form)
      else if ('view' in one.placement) for (const control of one.placement.view.controls) remember(controls, control)
      return placementText(one.placement)
    })
    .join('\n\n')
}

/** A control's words by its token, and by token and value for what can be chosen. */
function remember(controls: Map<string, string>, control: Control): void {
  if (control.kind === 'link') return
  controls.set(control.token, control.label)
  if (control.kind === 'select') for (const { label, value } of control.options) controls.set(`${control.token} ${value}`, label)
}

function spoken(inbound: Inbound, controls: ReadonlyMap<string, string>, forms: ReadonlyMap<string, Form>): string {
  return wordsOf(inbound, controls, forms)
    .map((line) => `${nameOf(inbound.user)}> ${line.replaceAll('\n', ' ')}`)
    .join('\n')
}

function wordsOf(inbound: Inbound, controls: ReadonlyMap<string, string>, forms: ReadonlyMap<string, Form>): readonly string[] {
  switch (inbound.kind) {
    case 'message':
      return [inbound.text]
    case 'command':
      return [`${inbound.name} ${inbound.text}`.trim()]
    case 'action':
      return [
        `press ${controls.get(inbound.value === undefined ? inbound.token : `${inbound.token} ${inbound.value}`) ?? inbound.value ?? 'a button'}`,
      ]
    case 'form': {
      const ids = forms.get(inbound.token)?.fields.map(({ id }) => id) ?? Object.keys(inbound.fields)
      return ids.map((id) => inbound.fields[id] ?? '').map((value) => (value === '' ? '-' : value))
    }
    case 'search':
      return [`press ${controls.get(inbound.token) ?? 'search'}`, inbound.text]
    case 'open':
      return []
    default:
      return inbound satisfies never
  }
}

/** What `--as` takes: "sam" for terminal:sam, the whole user of other channels. */
const nameOf = (user: string): string => (user.startsWith('terminal:') ? user.slice('terminal:'.length) : user)
