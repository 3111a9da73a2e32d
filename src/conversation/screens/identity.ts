/**
 * Screens about who somebody is: the code, the letter that carries it, "you are Jane Doe now", and
 * the wish to be erased.
 */

import type { UserKey } from '#conversation/edge/inbound.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { WaitingCode } from '../engine-ports.ts'
import { button, listBlock, noticeView, type ScreenContext, textBlock } from './context.ts'

/** Minutes, as the store counts them. */
const CODE_LIFE = 10

/** Said in the same words whether or not the address has an account. */
export function codeSentView(email: string, ctx: ScreenContext): View {
  const words =
    `If ${email} belongs to an account, a mail with a six-digit code is on its way there. ` +
    `Say "code" and the number within ${CODE_LIFE} minutes, for example "code 123456".`
  return { ...noticeView('Please look at your mail', words, ctx), controls: [enterCode(ctx)] }
}

/** Said in the same words whether the code will make the account or join the one that is there. */
export function accountCodeView(email: string, ctx: ScreenContext): View {
  const words =
    `A six-digit code for ${email} is on its way there. Say "code" and the number within ${CODE_LIFE} minutes, ` +
    `for example "code 123456", ` +
    'and your account is ready. You can order meanwhile. No mail? Somebody at the shop can tell you the code.'
  return { ...noticeView('Please look at your mail', words, ctx), controls: [enterCode(ctx)] }
}

const enterCode = (ctx: ScreenContext): Control =>
  button('Enter the code', { kind: 'open-form', form: 'link-code' }, ctx, 'primary')

/** The subject is what a phone shows on its locked screen: the code stands inside. */
export const codeLetter = (code: string, shop: string): View => ({
  headline: inert(`Your code for ${shop}`),
  blocks: [
    textBlock(`Your code is ${code}. It works for ${CODE_LIFE} minutes, once.`),
    textBlock(`Say "code ${code}" in the chat with ${shop}.`),
    textBlock(
      'You did not ask for it? Then somebody typed your address by mistake: nothing happens without the code, ' +
        'and nobody at the shop asks for it.',
    ),
  ],
  controls: [],
})

/** For whoever is on the phone with the shop. */
export const callerLetter = (code: string, shop: string): View => ({
  headline: inert(`Your code for ${shop}`),
  blocks: [
    textBlock(`The code is ${code}. It works for ${CODE_LIFE} minutes, once.`),
    textBlock('Tell it to the person you are speaking with, if you called about your order.'),
    textBlock('You did not call? Then tell it to nobody: without it nothing happens.'),
  ],
  controls: [],
})

/** For staff: only the address and the code, never who asked. */
export function codesView(codes: readonly WaitingCode[], ctx: ScreenContext): View {
  if (codes.length === 0) return noticeView('No code waits', 'Where a mail server is set up, codes go by mail.', ctx)
  return {
    headline: codes.length === 1 ? 'One code waits' : `${codes.length} codes wait`,
    blocks: [
      listBlock(codes.map(({ email, code }) => `${code}  ${inert(email)}`)),
      textBlock('Tell a code only to the person whose address it is.'),
    ],
    controls: [],
  }
}

export const linkedView = (name: string, ctx: ScreenContext): View =>
  noticeView(
    `Hello ${name}, you are linked now`,
    'Your addresses, payment and orders are at hand. Say "unlink" to undo it.',
    ctx,
  )

export type Erasure = { readonly id: number; readonly user: UserKey; readonly customer: string | undefined }

/** For staff. */
export const erasureView = ({ id, user, customer }: Erasure): View => ({
  headline:
    `Erasure request ${id}: ${customer === undefined ? `guest ${inert(user)}` : `customer ${customer}`} ` +
    `asks to be deleted`,
  blocks: [textBlock(`On the command line: parley erase ${customer ?? inert(user)}`)],
  controls: [],
})
