/**
 * A rep checks who is calling before a stored card pays for goods to a new place (rules.md O14): for
 * the open cart, or for a placed order. What is right is kept with it; what is wrong opens nothing,
 * and says nothing of what would have been right. Next: domain/draft/caller-check.ts.
 */
import type { OrderTarget } from '#conversation/engine-ports.ts'
import type { Of } from '#conversation/requests/request.ts'
import { callerLetter } from '#conversation/screens/identity.ts'
import { change } from '#conversation/turn/facts.ts'
import { customerFacts, lookAtChange } from '#conversation/turn/order/amend.ts'
import { orderFacts, orderNotFound, tellRefusal, visibleOrder, write } from '#conversation/turn/order/writing.ts'
import type { Session } from '#conversation/turn/session.ts'
import { identityWords } from '#conversation/words/identity.ts'
import { answersCheck } from '#domain/draft/caller-check.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { CallerCheck } from '#domain/model/caller-check.ts'
import type { Address } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import { decideOrder } from '#domain/order/decide.ts'

type About = {
  readonly customerId: string
  /** What a mailed code is good for. */
  readonly about: string
  readonly order?: number
  readonly shipTo: readonly Address[]
}

export async function checkCaller(request: Of<'check-caller'>, session: Session): Promise<void> {
  if (request.order !== undefined) return checkForOrder(request, session)
  const { draft, turn } = session
  if (draft !== undefined) return checkForCart(draft, request.answer, session)
  if (turn.spokenOrder !== undefined) return checkForOrder({ ...request, order: turn.spokenOrder }, session)
  session.says.push({
    kind: 'tell',
    headline: identityWords.callAboutWhichOrder,
    text: identityWords.checkWithNumber,
  })
}

/** Of the cart that is open here. */
async function checkForCart({ ref, content }: OrderDraft, answer: string | undefined, session: Session): Promise<void> {
  const { buyer, groups } = content
  if (buyer.kind !== 'registered') return nobody(session)
  const { customerId } = buyer
  const shipTo = groups.flatMap(({ address }) => address ?? [])
  const how = await whoCalls({ customerId, about: identityWords.draft(ref), shipTo }, answer, session)
  if (how !== undefined) change(session, { kind: 'check-caller', check: checkOf(how, session), customerId })
}

async function checkForOrder({ order: number = 0, answer }: Of<'check-caller'>, session: Session): Promise<void> {
  const target = await visibleOrder(number, session)
  if (target === undefined) return orderNotFound(number, session)
  const { order } = target
  if (order.customerId === undefined) return nobody(session)
  const shipTo = [...order.groups.flatMap(({ address }) => address ?? []), ...proposedPlace(target)]
  const how = await whoCalls(
    { customerId: order.customerId, about: identityWords.order(number), order: number, shipTo },
    answer,
    session,
  )
  if (how === undefined) return
  const command = { kind: 'check-caller', check: checkOf(how, session) } as const
  const decided = decideOrder(order, command, orderFacts(target, session))
  if (!decided.ok) return tellRefusal(decided.refusal, session)
  await write(target, decided.value, command, session)
  lookAtChange({ ...target, order: decided.value.order }, session)
}

const proposedPlace = ({ order: { proposed } }: OrderTarget): readonly Address[] =>
  proposed !== undefined && 'address' in proposed.amendment ? [proposed.amendment.address] : []

const checkOf = (how: CallerCheck['how'], { actor, turn }: Session): CallerCheck => ({
  how,
  by: actorKey(actor),
  at: turn.now,
})

const nobody = ({ says }: Session): void =>
  void says.push({
    kind: 'tell',
    headline: identityWords.noAccountToCheck,
    text: identityWords.storedCardNeedsAccount,
  })

/** How the caller was known; undefined: a code is on its way, or the answer was wrong, which was said. */
async function whoCalls(
  about: About,
  answer: string | undefined,
  session: Session,
): Promise<CallerCheck['how'] | undefined> {
  const { says, turn } = session
  const { customer, orders } = await customerFacts(about.customerId, session)
  if (answer === undefined) return void (await mailCode(about, customer?.email, session))
  const numbers = orders.map(({ number }) => number).filter((number) => number !== about.order)
  const known = answersCheck(answer, { customer, orders: numbers, shipTo: about.shipTo })
  if (known !== undefined) return known
  const digits = answer.replace(/[ -]/g, '')
  const used = /^\d{6}$/.test(digits)
    ? await turn.identify({ kind: 'use-caller-code', code: digits, about: about.about })
    : undefined
  if (used?.kind === 'caller-known') return 'code'
  const again = about.order === undefined ? 'check' : identityWords.check(about.order)
  says.push({
    kind: 'tell',
    headline: identityWords.callerNotShown,
    text: identityWords.cardStaysClosed(again),
  })
  return undefined
}

async function mailCode({ about, order }: About, email: string | undefined, session: Session): Promise<void> {
  const { says, outgoing, turn, deps, shop } = session
  const tell = (headline: string, text: string): void => void says.push({ kind: 'tell', headline, text })
  if (email === undefined) return tell(identityWords.accountWithoutEmail, identityWords.askOrderOrPostcode)
  const code = deps.newCode()
  const asked = await turn.identify({ kind: 'ask-caller-code', email, code, about })
  if (asked.kind !== 'asked' || !asked.mail) return tell(identityWords.noMoreCodes, identityWords.waitOrLink)
  outgoing.push({ to: `mail:${email}`, placement: { place: 'post', view: callerLetter(code, shop.settings.name) } })
  tell(
    identityWords.codeSentToAccount,
    identityWords.codeReadOut(order === undefined ? 'check' : identityWords.check(order)),
  )
}
