/**
 * Forms: opening one, and what a filled one asks for. A filled form becomes the same requests as
 * typed words; a field that does not fit is named at the field and nothing of the form is applied.
 * The fields are ../forms.ts.
 */

import { readForm } from '#conversation/forms/form-reading.ts'
import { buildForm } from '#conversation/forms/forms.ts'
import type { Of, Request } from '#conversation/requests/request.ts'
import { withoutPending } from '#domain/draft/open-questions.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { InterpretContext } from './reading/heard.ts'
import { readFreely } from './reading/read-freely.ts'
import { factsOf, type RefusedForm, type Say, type Session, takeBack } from './session.ts'

export function formToOpen(request: Of<'open-form'>, session: Session): Say {
  const { draft } = session
  const { facts } = factsOf(session)
  return {
    kind: 'form',
    draw: (context) => buildForm(request.form, { draft, facts, argument: request.argument }, context),
  }
}

/**
 * A form the order refuses is not half done: what it changed is taken back and the reason stands at
 * a field of it, so that it can be sent again as it is. A refusal that comes with a question (above
 * the limit: ask, or give less) goes on at the card instead.
 */
export function takeBackForm(session: Session): void {
  const [why] = session.says.flatMap((say) => (say.kind === 'refusal' || say.kind === 'tell' ? [say] : []))
  if (why === undefined || session.draft?.pending !== session.before?.pending) return
  takeBack(session)
  session.says.splice(0)
  session.showCard = false
  session.refusedForm = why
}

/** Where the reason of a refused form stands: at the field it is about, at the first one otherwise. */
export function refusedField(why: RefusedForm, fields: readonly string[]): string {
  const about = why.kind === 'refusal' ? ABOUT[why.refusal.kind] : CUSTOMER
  return about?.find((field) => fields.includes(field)) ?? fields[0] ?? ''
}

const CUSTOMER = ['contact']
const ABOUT: Readonly<Partial<Record<Refusal['kind'], readonly string[]>>> = {
  'bad-contact': ['contact', 'name', 'phone'],
  coupon: ['code', 'coupon'],
  'unknown-sku': ['item', 'items'],
  'not-for-sale': ['item', 'items'],
  'bad-quantity': ['quantity', 'items'],
  'too-many-lines': ['items', 'item'],
  'text-too-long': ['text'],
  'bad-address': ['shipTo', 'line1', 'street'],
  'no-address': ['shipTo', 'line1', 'street'],
  'unknown-method': ['method'],
  'method-not-here': ['method'],
  'payment-not-offered': ['payment'],
  'stored-card-new-address': ['payment'],
  'bad-amount': ['amount'],
  'reason-missing': ['reason'],
}

const ITEMS: ReadonlySet<Request['kind']> = new Set(['add-product', 'add-sku', 'which-product', 'unclear'])
/** Items and nothing else, all of it understood. */
function itemsIn(words: string, context: InterpretContext): readonly Request[] | undefined {
  const { draft, ...about } = context
  const { requests, unexplained } = readFreely(words, { ...about, draft: draft && withoutPending(draft) })
  const whole = unexplained.length === 0 && requests.length > 0 && requests.every(({ kind }) => ITEMS.has(kind))
  return whole ? requests : undefined
}

/** The requests of a filled form; undefined when fields were refused, which was told. */
export function filledForm(
  request: Of<'form'>,
  session: Session,
  context: InterpretContext,
): readonly Request[] | undefined {
  const { settings, catalog } = session.shop
  const read = readForm(request.form, request.fields, {
    ...{ settings, skus: catalog.variants, argument: request.argument },
    read: (words) => itemsIn(words, context),
  })
  if (read.ok) return read.value
  session.outgoing.push({
    to: session.inbound.thread,
    placement: { place: 'form-errors', to: session.inbound.user, errors: read.refusal },
  })
  return undefined
}
