/**
 * Who somebody on a chat platform is: a guest until a code mailed to their address says which
 * customer, or makes one of them. Rule: the answer is the same whether or not the address has an
 * account; only the mail differs. Linking keeps the cart and makes it theirs; unlinking leaves
 * nothing of theirs in the conversation.
 */

import type { Identified } from '#conversation/engine-ports.ts'
import type { RequestIn } from '#conversation/requests/request.ts'
import {
  accountCodeView,
  codeLetter,
  codeSentView,
  codesView,
  erasureView,
  linkedView,
} from '#conversation/screens/identity.ts'
import { change, loadFacts } from '#conversation/turn/facts.ts'
import { needsOf } from '#conversation/turn/reading/read-facts.ts'
import type { Carry, Say, Session } from '#conversation/turn/session.ts'
import { marked, switchTo } from '#conversation/turn/session.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import { identityWords } from '#conversation/words/identity.ts'
import { normaliseEmail } from '#domain/base/contact.ts'
import { actorKey } from '#domain/model/actor.ts'
import type { Buyer } from '#domain/model/customer.ts'

const tell = (headline: string, text: string): Say => ({ kind: 'tell', headline, text })

export const IDENTITY = {
  link: own(({ email }, session) => askCode(email, session)),
  'link-code': own(({ code }, session) => enterCode(code, session)),
  'link-codes': (_, session) => listCodes(session),
  unlink: own((_, session) => unlink(session)),
  'erase-me': own((_, session) => eraseMe(session)),
} satisfies Carry<'identity'>

/** What people say about themselves: staff are who they are. */
function own<R extends RequestIn<'identity'>>(act: (request: R, session: Session) => Promise<void>) {
  return async (request: R, session: Session): Promise<void> => {
    const { kind } = session.actor
    if (kind === 'staff' || kind === 'system') session.says.push(forStaff(request))
    else await act(request, session)
  }
}

/** While a code is waited for, six digits are it, in whatever sentence: "it says 482 915". */
export function codeIn({ inbound, turn }: Session): string | undefined {
  if (!turn.codeWaits || inbound.kind !== 'message') return undefined
  const found = /^\D{0,40}?(?<!\d)(?<code>\d{3}[ -]?\d{3})(?!\d)\D{0,20}$/.exec(inbound.text)?.groups?.['code']
  return found?.replace(/\D/g, '')
}

/** Without a mail server the codes are shown to reps, who tell one to the person they know it belongs to. */
async function listCodes(session: Session): Promise<void> {
  const { says, turn } = session
  const found = await turn.identify({ kind: 'list-codes' })
  if (found.kind === 'codes') says.push({ kind: 'screen', draw: (context) => codesView(found.codes, context) })
}

const forStaff = ({ kind }: RequestIn<'identity'>): Say =>
  kind === 'erase-me'
    ? tell(identityWords.erasureByPerson, identityWords.erasurePassOn)
    : tell(identityWords.youAreStaff, identityWords.linkingForCustomers)

const SLOW_DOWN = tell(identityWords.tooOften, identityWords.waitAnHour)

async function askCode(typed: string, session: Session): Promise<void> {
  const email = normaliseEmail(typed)
  if (email === undefined)
    return void session.says.push({ kind: 'refusal', refusal: { kind: 'bad-contact', field: 'email', given: typed } })
  if (session.where !== 'private')
    return void session.says.push(tell(identityWords.whereNobodyReads, identityWords.writeDirectly))
  const code = session.deps.newCode()
  const asked = await session.turn.identify({ kind: 'ask-code', email, code })
  if (asked.kind === 'slow-down') return void session.says.push(SLOW_DOWN)
  if (asked.kind === 'asked' && asked.mail) sendCode(email, code, session)
  session.says.push({ kind: 'screen', draw: (context) => codeSentView(email, context) })
}

async function enterCode(code: string, session: Session): Promise<void> {
  const done = await session.turn.identify({ kind: 'use-code', code })
  if (done.kind === 'slow-down') return void session.says.push(SLOW_DOWN)
  if (done.kind !== 'linked') return void session.says.push(tell(identityWords.codeWrong, identityWords.codeAnew))
  await becomes(done, session)
  session.says.push({ kind: 'screen', draw: (context) => linkedView(done.actor.name, context) })
}

/**
 * An account is asked for by who has none: whether or not the address has one, a code goes there,
 * and the account is made or joined when it comes back.
 */
export async function askRegistration(session: Session, before: Buyer): Promise<void> {
  const buyer = session.draft?.content.buyer
  if (session.actor.kind !== 'guest' || buyer?.kind !== 'register' || buyer === before) return
  const { email, name, phone } = buyer
  const code = session.deps.newCode()
  const register = { name, ...(phone === undefined ? {} : { phone }) }
  const asked = await session.turn.identify({ kind: 'ask-code', email, code, register })
  if (asked.kind === 'slow-down') return void session.says.push(SLOW_DOWN)
  if (asked.kind !== 'asked') return
  if (asked.mail) sendCode(email, code, session)
  session.says.push({ kind: 'screen', draw: (context) => accountCodeView(email, context) })
}

const sendCode = (email: string, code: string, { outgoing, shop }: Session): void =>
  void outgoing.push({ to: `mail:${email}`, placement: { place: 'post', view: codeLetter(code, shop.settings.name) } })

/** The cart goes along: it was theirs before as well. */
async function becomes({ actor }: Extract<Identified, { kind: 'linked' }>, session: Session): Promise<void> {
  const { draft, inbound, turn } = session
  session.actor = actor
  if (draft === undefined) return
  if (draft.owner.kind === 'guest') {
    marked(session, { kind: 'own', owner: actor })
    session.events.push({
      ...{ kind: 'handed-to', label: identityWords.isSameAs(draft.owner.name, actor.name), actor: actorKey(actor) },
      ...{ source: inbound.id, at: turn.now, before: {}, after: {} },
    })
  }
  await loadFacts(session, { ...needsOf([], session), customer: { by: 'id', value: actor.customerId } })
  const customer = session.found?.customers[0]?.customer
  if (customer === undefined || draft.content.buyer.kind === 'registered') return
  change(session, { kind: 'select-customer', customer })
  await loadFacts(session, needsOf([], session))
}

async function unlink(session: Session): Promise<void> {
  // The reps' side goes on writing here; after unlinking that would be somebody else's order.
  if (session.draft?.handOver !== undefined)
    return void session.says.push(tell(draftsWords.personLooksAfterIt, identityWords.finishThenUnlink))
  const done = await session.turn.identify({ kind: 'unlink' })
  if (done.kind !== 'unlinked')
    return void session.says.push(tell(identityWords.notLinked, identityWords.nothingToUndo))
  const open = session.draft !== undefined
  if (open) {
    await session.turn.switchDraft(undefined)
    switchTo(session, undefined)
  }
  const text = identityWords.unlinkedGuest(open)
  session.says.push(tell(identityWords.noLongerLinked, text))
}

/** Recorded once however often it is said; staff are told where they read what waits. */
async function eraseMe(session: Session): Promise<void> {
  const done = await session.turn.identify({ kind: 'ask-erasure' })
  if (done.kind !== 'recorded') return
  const { id, customer } = done
  session.outgoing.push({
    to: session.deps.approvalsDesk,
    placement: {
      place: 'post',
      view: erasureView({ id, user: session.inbound.user, customer }),
      subject: `erasure-${id}`,
    },
  })
  session.says.push(tell(identityWords.erasurePassedOn, identityWords.erasureWhat(id)))
}
