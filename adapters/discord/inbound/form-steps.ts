/**
 * Forms: a press that is known to open one is answered by a modal after its turn, five fields at a
 * time. Between two steps, and after errors, the sheet stands there with what was filled in; the
 * last step sends everything to the engine as one form. Forms are remembered by token only to save
 * a turn.
 */
import { InteractionResponseType as Answer, MessageFlags } from 'discord.js'
import { type KeptMap, keepBounded } from '#adapters/discord/kept.ts'
import type { Body } from '#adapters/discord/renderer/message.ts'
import type { ThreadKey } from '#conversation/edge/inbound.ts'
import type { Form, Reply } from '#conversation/edge/view.ts'
import { sayPrivately } from './acks.ts'
import type { CommandOptions } from './inbound.ts'
import {
  acknowledge,
  answerNow,
  bodyOf,
  claim,
  finish,
  first,
  type InteractionTurn,
  said,
  threadOfPress,
} from './interactions.ts'
import { discordModal, stepOf, stepsOf, type Values } from './modal.ts'
import { readSheet, renderSheet, valuesOn } from './sheet.ts'
import { usedBy } from './used.ts'

const memory: KeptMap<Form> = keepBounded(500)

const remember = (form: Form): void => memory.set(form.token, form)

/** In few fields where it has them: a modal shows five. */
function formOf(reply: Reply): Form | undefined {
  const form = reply.outgoing.flatMap(({ placement }) => (placement.place === 'form' ? [placement.form] : []))[0]
  return form?.compact === undefined ? form : { ...form, fields: form.compact }
}

type Opening = { readonly token: string; readonly value?: string | undefined; readonly step: number }

/** Anything but a form (the order changed, it is not theirs) is a note, which follows as always. */
export async function openForm(turn: InteractionTurn, { token, value, step }: Opening): Promise<void> {
  const thread = await threadOfPress(turn)
  const inbound = await claim(turn, thread, { kind: 'action', token, ...(value === undefined ? {} : { value }) })
  if (inbound === undefined) return
  const reply = await turn.deps.host.handle(inbound)
  const form = formOf(reply)
  if (form === undefined) {
    await acknowledge(turn, 'quiet')
    return finish(turn, thread, reply)
  }
  remember(form)
  const values = valuesOn(form, readSheet(turn.asked.message?.components ?? []))
  await first(turn, 'filled', Answer.Modal, discordModal(form, step, values))
}

/** One step was filled in. */
export async function submitStep(
  turn: InteractionTurn,
  { token, step }: { readonly token: string; readonly step: number },
  fields: CommandOptions,
): Promise<void> {
  const thread = await threadOfPress(turn)
  const form = memory.get(token) ?? (await formAgain(turn, thread, token))
  if (form === undefined) return acknowledge(turn, 'quiet')
  const before = valuesOn(form, readSheet(turn.asked.message?.components ?? []))
  const values: Values = { ...before, ...fields }
  if (step < stepsOf(form)) return showSheet(turn, renderSheet(form, values, { step: step + 1 }))
  const inbound = await claim(turn, thread, { kind: 'form', token, fields: values })
  if (inbound === undefined) return
  await acknowledge(turn, turn.asked.message === undefined ? 'answer' : 'quiet')
  const used = await usedBy(turn, thread, { token, filledIn: true })
  const reply = await turn.deps.host.handle(inbound)
  const errors = reply.outgoing.flatMap(({ placement }) =>
    placement.place === 'form-errors' ? [placement.errors] : [],
  )[0]
  if (errors === undefined) {
    await finish(turn, thread, reply)
    return used?.()
  }
  const [wrong = ''] = form.fields.filter(({ id }) => id in errors).map(({ id }) => id)
  const sheet = renderSheet(form, values, { step: stepOf(form, wrong), errors })
  await sayPrivately(turn.deps.calls, turn.ack, sheet ?? tooLong())
}

/** After a restart the form is asked for once more; what was filled in stands on the sheet. */
async function formAgain(turn: InteractionTurn, thread: ThreadKey, token: string): Promise<Form | undefined> {
  const inbound = await claim(turn, thread, { kind: 'action', token }, ':form')
  const form = inbound === undefined ? undefined : formOf(await turn.deps.host.handle(inbound))
  if (form !== undefined) remember(form)
  return form
}

async function showSheet(turn: InteractionTurn, sheet: Body | undefined): Promise<void> {
  const body = sheet ?? tooLong()
  if (turn.asked.message?.private !== true) return answerNow(turn, body)
  await first(turn, 'filled', Answer.UpdateMessage, { ...body, flags: body.flags | MessageFlags.Ephemeral })
}

const tooLong = (): Body =>
  bodyOf(
    said(
      'That is too long for a form',
      'Please type it as a message instead: one line after another. Nothing was changed.',
    ),
  )
