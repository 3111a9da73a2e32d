/**
 * Screens about who somebody is: the code, the letter that carries it, "you are Jane Doe now", and
 * the wish to be erased.
 */

import type { UserKey } from '#conversation/edge/inbound.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import { identityWords } from '#conversation/words/identity.ts'
import type { WaitingCode } from '../engine-ports.ts'
import { button, listBlock, noticeView, type ScreenContext, textBlock } from './context.ts'

/** Minutes, as the store counts them. */
const CODE_LIFE = 10

/** Said in the same words whether or not the address has an account. */
export function codeSentView(email: string, ctx: ScreenContext): View {
  const words = identityWords.codeMailedIfKnown(email, CODE_LIFE)
  return { ...noticeView(identityWords.lookAtMail, words, ctx), controls: [enterCode(ctx)] }
}

/** Said in the same words whether the code will make the account or join the one that is there. */
export function accountCodeView(email: string, ctx: ScreenContext): View {
  const words = identityWords.codeMailed(email, CODE_LIFE)
  return { ...noticeView(identityWords.lookAtMail, words, ctx), controls: [enterCode(ctx)] }
}

const enterCode = (ctx: ScreenContext): Control =>
  button(identityWords.enterTheCode, { kind: 'open-form', form: 'link-code' }, ctx, 'primary')

/** The subject is what a phone shows on its locked screen: the code stands inside. */
export const codeLetter = (code: string, shop: string): View => ({
  headline: inert(identityWords.codeMailSubject(shop)),
  blocks: [
    textBlock(identityWords.yourCode(code, CODE_LIFE)),
    textBlock(identityWords.sayCodeInChat(code, shop)),
    textBlock(identityWords.didNotAsk),
  ],
  controls: [],
})

/** For whoever is on the phone with the shop. */
export const callerLetter = (code: string, shop: string): View => ({
  headline: inert(identityWords.codeMailSubject(shop)),
  blocks: [
    textBlock(identityWords.theCode(code, CODE_LIFE)),
    textBlock(identityWords.tellThePerson),
    textBlock(identityWords.didNotCall),
  ],
  controls: [],
})

/** For staff: only the address and the code, never who asked. */
export function codesView(codes: readonly WaitingCode[], ctx: ScreenContext): View {
  if (codes.length === 0) return noticeView(identityWords.noCodeWaits, identityWords.codesByMail, ctx)
  return {
    headline: identityWords.codesWait(codes.length),
    blocks: [
      listBlock(codes.map(({ email, code }) => `${code}  ${inert(email)}`)),
      textBlock(identityWords.whomToTell),
    ],
    controls: [],
  }
}

export const linkedView = (name: string, ctx: ScreenContext): View =>
  noticeView(identityWords.nowLinked(name), identityWords.whatLinkingGives, ctx)

export type Erasure = { readonly id: number; readonly user: UserKey; readonly customer: string | undefined }

/** For staff. */
export const erasureView = ({ id, user, customer }: Erasure): View => ({
  headline: identityWords.erasureRequest(
    id,
    customer === undefined ? identityWords.guest(inert(user)) : identityWords.customer(customer),
  ),
  blocks: [textBlock(identityWords.erasureCommand(customer ?? inert(user)))],
  controls: [],
})
