/**
 * The proposal made of a pasted text stands on the draft until each of its parts was used or left
 * out. Rule: whom it is from is looked up for staff only; what is used is carried out like words of
 * its own. Next: pasted.ts reads the text, pasted-answer.ts says what is used.
 */
import type { CustomerHit } from '#conversation/engine-facts.ts'
import type { Of } from '#conversation/requests/request.ts'
import { ensureDraft, loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import { type Carry, factsOf, marked, type Session } from '#conversation/turn/session.ts'
import { carryOut } from '#conversation/turn/step.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { given } from '#domain/base/given.ts'
import { pointKey, questionsOf } from '#domain/draft/open-questions.ts'
import type { RegisteredCustomer } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { PastedPart } from '#domain/model/pasted.ts'

type Who = Extract<PastedPart, { kind: 'who' }>
type Pasted = Extract<PendingQuestion, { kind: 'pasted' }>

export const PROPOSALS = {
  async propose({ parts: read, unread, quoted }: Of<'propose'>, session: Session) {
    const draft = await ensureDraft(session)
    const customer = await writerOf(read, session)
    const parts = read.flatMap((part) => asKnown(part, { customer, draft, session }))
    if (parts.length === 0)
      return void session.says.push({
        kind: 'tell',
        headline: understoodWords.pastedAllThere,
        text: understoodWords.sayWhatDiffers,
      })
    carryOut({ kind: 'ask', question: { kind: 'pasted', parts, unread, ...given({ quoted }) } }, session)
  },
  'use-parts'({ numbers, point }: Of<'use-parts'>, session: Session) {
    const pasted = proposalAt(point, session)
    if (pasted === undefined) return nothingProposed(session)
    const parts = pasted.parts.filter((_, at) => numbers !== undefined && !numbers.includes(at + 1))
    session.showCard = true
    if (parts.length === 0) return marked(session, { kind: 'close', isOver: (question) => question === pasted })
    marked(session, { kind: 'reword', word: (question) => (question === pasted ? { ...pasted, parts } : question) })
  },
  pick({ point }: Of<'pick'>, session: Session) {
    const pasted = proposalAt(point, session)
    if (pasted === undefined) return nothingProposed(session)
    session.showCard = true
    const picking: Pasted = { ...pasted, picking: true }
    marked(session, { kind: 'reword', word: (question) => (question === pasted ? picking : question) })
  },
} satisfies Pick<Carry<'flow'>, 'propose' | 'use-parts' | 'pick'>

const nothingProposed = ({ says }: Session): void =>
  void says.push({
    kind: 'tell',
    headline: understoodWords.noPastedText,
    text: understoodWords.pasteTextHow,
  })

function proposalAt(point: string | undefined, { draft }: Session): Pasted | undefined {
  const open = draft === undefined ? [] : questionsOf(draft)
  const found = open.find(
    (question) => question.kind === 'pasted' && (point === undefined || pointKey(question) === point),
  )
  return found?.kind === 'pasted' ? found : undefined
}

type Writer = { readonly hit?: RegisteredCustomer; readonly several: boolean }

/** Whose text it is: by the e-mail address or the phone surely, by a name only perhaps. */
async function writerOf(parts: readonly PastedPart[], session: Session): Promise<Writer> {
  const who = parts.find((part) => part.kind === 'who')
  if (who === undefined || session.actor.kind !== 'staff') return { several: false }
  for (const by of ['email', 'phone'] as const) {
    const value = who[by]
    const hits = value === undefined ? [] : await customersBy({ customer: { by, value } }, session)
    if (hits.length === 1) return { ...given({ hit: hits[0]?.customer }), several: false }
  }
  const named = who.name === undefined ? [] : await customersBy({ customersNamed: who.name }, session)
  return { several: who.email === undefined && named.length > 0 }
}

type Sought = Pick<Parameters<typeof loadFacts>[1], 'customer' | 'customersNamed'>
async function customersBy(sought: Sought, session: Session): Promise<readonly CustomerHit[]> {
  await loadFacts(session, { ...needsOf([], session), ...sought })
  return factsOf(session).found.customers
}

type Known = { readonly customer: Writer; readonly draft: OrderDraft; readonly session: Session }

/** As it is for this buyer; nothing where the order has it already. */
function asKnown(part: PastedPart, known: Known): readonly PastedPart[] {
  if (part.kind === 'who') return whoIs(part, known)
  if (part.kind !== 'payment' || part.reference === undefined || part.payment !== 'invoice') return [part]
  const buyer = known.customer.hit ?? factsOf(known.session).facts.customer
  // Who has no invoice keeps the number of their purchase order all the same.
  return buyer?.invoiceAllowed === true
    ? [part]
    : [{ kind: 'comment', text: understoodWords.purchaseOrder(part.reference) }]
}

function whoIs(who: Who, { customer: { hit, several }, draft, session }: Known): readonly PastedPart[] {
  const { buyer } = draft.content
  const { phone } = who
  const call: readonly PastedPart[] = phone === undefined ? [] : [{ kind: 'who', phone }]
  if (session.actor.kind === 'customer') return call
  if (hit === undefined) return isSame(who, buyer) ? [] : [several ? { ...who, several: true } : who]
  if (buyer.kind === 'registered' && buyer.customerId === hit.id) return hit.phone === phone ? [] : call
  const more = hit.phone === phone ? {} : given({ phone })
  return [{ kind: 'who', customerId: hit.id, name: hit.name, ...given({ email: who.email }), ...more }]
}

const isSame = (who: Who, buyer: OrderDraft['content']['buyer']): boolean =>
  buyer.kind !== 'none' &&
  (['name', 'email', 'phone'] as const).every((field) => who[field] === undefined || who[field] === buyer[field])
