/**
 * `parley transcript`: what was said in a thread, as text that `parley replay` can say again:
 * people's lines begin with `NAME> `, everything else is Parley's. A pressed button is written as
 * `press LABEL`, a form as one line per field.
 */

import { type Command, textFlag } from '#cli/command.ts'
import { print, printJson } from '#cli/print.ts'
import type { Inbound } from '#conversation/edge/inbound.ts'
import { placementText } from '#conversation/edge/text.ts'
import type { Control, Form, Placement } from '#conversation/edge/view.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'
import { failed } from '#host/exit.ts'
import type { SaidRow } from '#store/order/queries.ts'

export const transcript: Command = {
  usage: 'transcript THREAD [--as WHO] [--json]',
  summary:
    'What was said in a thread such as front-desk or terminal:front-desk; with --as without the private notes of ' +
    'others.',
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

const isFor = (said: SaidRow, user: string): boolean =>
  said.by === 'person' || said.audience === null || said.audience === user

export function transcriptText(said: readonly SaidRow[]): string {
  const known: Known = { labels: new Map(), forms: new Map(), open: false, again: undefined }
  return said
    .map((one) => (one.by === 'person' ? spoken(one.inbound, known) : answered(one.placement, known)))
    .join('\n\n')
}

/** What earlier placements said, to give controls and fields their words. */
type Known = {
  /** By token, and by token and value for what can be chosen. */
  readonly labels: Map<string, { readonly label: string; readonly asksBack: boolean }>
  readonly forms: Map<string, Form>
  /** A form waits for its fields; anything else that is said gave it up. */
  open: boolean
  /** After errors, the fields that are asked again. */
  again: readonly string[] | undefined
}

function answered(placement: Placement, known: Known): string {
  if (placement.place === 'form') {
    known.forms.set(placement.form.token, placement.form)
    known.open = true
  } else if (placement.place === 'form-errors') {
    known.open = true
    known.again = Object.keys(placement.errors)
  } else if ('view' in placement) for (const control of placement.view.controls) remember(known, control)
  return placementText(placement)
}

function remember({ labels }: Known, control: Control): void {
  if (control.kind === 'link') return
  labels.set(control.token, {
    label: control.label,
    asksBack: control.kind === 'button' && control.confirm !== undefined,
  })
  if (control.kind === 'select')
    for (const { label, value } of control.options) labels.set(`${control.token} ${value}`, { label, asksBack: false })
}

function spoken(inbound: Inbound, known: Known): string {
  const givenUp = known.open && inbound.kind !== 'form' ? ['cancel'] : []
  const lines = [...givenUp, ...wordsOf(inbound, known)]
  known.open = false
  known.again = undefined
  return lines.map((line) => `${nameOf(inbound.user)}> ${line.replaceAll('\n', ' ')}`).join('\n')
}

function wordsOf(inbound: Inbound, { labels, forms, again }: Known): readonly string[] {
  switch (inbound.kind) {
    case 'message':
      return [inbound.text]
    case 'command':
      return [`${inbound.name} ${inbound.text}`.trim()]
    case 'action': {
      const pressed = labels.get(inbound.value === undefined ? inbound.token : `${inbound.token} ${inbound.value}`)
      return [`press ${pressed?.label ?? inbound.value ?? 'a button'}`, ...(pressed?.asksBack === true ? ['yes'] : [])]
    }
    case 'form': {
      const ids = forms.get(inbound.token)?.fields.map(({ id }) => id) ?? Object.keys(inbound.fields)
      const asked = ids.filter((id) => again === undefined || again.includes(id))
      return asked.map((id) => inbound.fields[id] ?? '').map((value) => (value === '' ? '-' : value))
    }
    case 'search':
      return [`press ${labels.get(inbound.token)?.label ?? 'search'}`, inbound.text]
    case 'open':
    case 'provider':
      return []
    default:
      return inbound satisfies never
  }
}

/** What `--as` takes: "sam" for terminal:sam, the whole user of other channels. */
const nameOf = (user: string): string => (user.startsWith('terminal:') ? user.slice('terminal:'.length) : user)
