/**
 * A fact about a person is not a choice of person (rules.md O1): an e-mail address or phone number
 * that is said of whoever buys is this order's, and the buyer, their addresses, payment and tax
 * stay. A customer's account keeps a phone when its owner or staff say so, an e-mail address when
 * staff do.
 */
import { countryOfEmail, normaliseEmail, phoneOf } from '#domain/base/contact.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { Buyer } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import type { DecideContext, Outcome } from './decide-change.ts'

type Typed = { readonly email?: string | undefined; readonly phone?: string | undefined }
export type Contact = { readonly email?: string; readonly phone?: string }

/**
 * Normalised, or which of the two is none. A number without its country's code is one of where the
 * order goes, else of where the e-mail address is, else of the shop's country.
 */
export function readContact(
  { email: typedEmail, phone: typedPhone }: Typed,
  draft: OrderDraft,
  { country }: ShopSettings,
): Result<Contact, Refusal> {
  const email = typedEmail === undefined ? undefined : normaliseEmail(typedEmail)
  if (typedEmail !== undefined && email === undefined)
    return no({ kind: 'bad-contact', field: 'email', given: typedEmail })
  const countries = [...countriesOf(draft, email), country]
  const phone = typedPhone === undefined ? undefined : phoneOf(typedPhone, countries)
  if (typedPhone !== undefined && phone === undefined)
    return no({ kind: 'bad-contact', field: 'phone', given: typedPhone })
  return ok({ ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) })
}

function countriesOf(draft: OrderDraft, typed: string | undefined): readonly string[] {
  const { groups, buyer } = draft.content
  const asked = questionsOf(draft).flatMap((one) => (one.kind === 'address-field' ? [one.partial.country] : []))
  const email = typed ?? (buyer.kind === 'none' ? undefined : buyer.email)
  const ofEmail = email === undefined ? undefined : countryOfEmail(email)
  return [
    ...groups.flatMap(({ address }) => address?.country ?? []),
    ...asked,
    ...(ofEmail === undefined ? [] : [ofEmail]),
  ]
}

export function setContact(
  draft: OrderDraft,
  command: Extract<DraftCommand, { kind: 'set-contact' }>,
  context: DecideContext,
): Outcome {
  const read = readContact(command, draft, context.facts.shop.settings)
  if (!read.ok) return read
  const { buyer, keep } = withContact(draft, read.value, command.keep === true ? context.actor : undefined)
  const what = [read.value.email && `E-mail ${read.value.email}`, read.value.phone && `Phone ${read.value.phone}`]
    .filter(Boolean)
    .join(', ')
  const label = buyer.kind !== 'registered' ? what : `${what}, ${keep ? 'kept with the account' : 'for this order'}`
  return ok({ moves: [{ kind: 'customer-set', label, content: { ...draft.content, buyer } }] })
}

function withContact(
  { content, owner }: OrderDraft,
  contact: Contact,
  keeper: Actor | undefined,
): { readonly buyer: Buyer; readonly keep: boolean } {
  const { buyer } = content
  switch (buyer.kind) {
    case 'none':
      return {
        buyer: { kind: 'guest', ...contact, ...(owner.kind === 'guest' ? { chatUser: owner.id } : {}) },
        keep: false,
      }
    case 'guest':
    case 'register':
      return { buyer: { ...buyer, ...contact }, keep: false }
    case 'registered': {
      const mine = keeper?.kind === 'customer' && keeper.customerId === buyer.customerId
      const named = (['email', 'phone'] as const).filter((field) => contact[field] !== undefined)
      const kept = named.filter((field) => keeper?.kind === 'staff' || (mine && field === 'phone'))
      const keep = [...new Set([...(buyer.keep ?? []).filter((field) => !named.includes(field)), ...kept])]
      const { keep: _, ...rest } = buyer
      return { buyer: { ...rest, ...contact, ...(keep.length === 0 ? {} : { keep }) }, keep: kept.length > 0 }
    }
    default:
      return buyer satisfies never
  }
}
