/**
 * Small screens that are not about the cart: what went wrong, what was not
 * understood, hello. Each says that nothing was lost and what to do next.
 */

import type { UserKey } from '#conversation/edge/inbound.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { View } from '#conversation/edge/view.ts'
import { legalBlocks } from '#conversation/screens/cart/legal.ts'
import type { UndoStep } from '#domain/model/draft.ts'
import { button, isStaff, noticeView, type ScreenContext, textBlock } from './context.ts'

/** `reference` is what `parley trace` takes. */
export function errorView(reference: string): View {
  return {
    headline: 'Something went wrong on our side',
    blocks: [textBlock(`Nothing was changed. Please try again in a moment. Reference ${reference}.`)],
    controls: [],
  }
}

export const slowDownView: View = {
  headline: 'That was a lot at once',
  blocks: [
    textBlock(
      'I did what came first; what came after that was not read and changed nothing. Wait half a minute, look at ' +
        'the order with "show", then say what is still missing.',
    ),
  ],
  controls: [],
}

/** What was in the way passes by itself: nothing is asked of the person. */
export const keptView: View = {
  headline: 'I have your message, it just takes longer',
  blocks: [textBlock('Nothing is lost and you need not say it again: the answer follows here.')],
  controls: [],
}

/** Given up after every try; `said` is what they said, where that was words. */
export function givenUpView(said: string | undefined, reference: string): View {
  const quoted =
    said === undefined ? 'what you pressed' : `"${said.slice(0, QUOTED)}${said.length > QUOTED ? '...' : ''}"`
  return {
    headline: inert(`I could not do this: ${quoted}`),
    blocks: [textBlock(`Nothing was changed. Please try it once more. Reference ${reference}.`)],
    controls: [],
  }
}
const QUOTED = 80

export const tooLongView = (max: number, ctx: ScreenContext): View =>
  noticeView(
    'That message is too long',
    `At most ${new Intl.NumberFormat(ctx.shop.settings.locale).format(max)} characters fit. Nothing was changed; ` +
      `please send it in parts.`,
    ctx,
  )

/** The same words for a forged, a foreign and an expired control. */
export const notFoundView = (ctx: ScreenContext): View =>
  noticeView('That button was not found', 'Nothing was changed. Say "show" for the order as it is now.', ctx)

const lastChange = (changed: Pick<UndoStep, 'label' | 'by'> | undefined): string =>
  changed === undefined ? '' : ` Last change${changed.by === undefined ? '' : ` by ${changed.by}`}: ${changed.label}.`

/** `changed` says what happened since and who did it, where that is known. */
export const staleView = (changed: Pick<UndoStep, 'label' | 'by'> | undefined, ctx: ScreenContext): View =>
  noticeView(
    'The order changed since that button was shown',
    `Your press did nothing.${lastChange(changed)} The card is up to date now.`,
    ctx,
  )

/** Where another company reads along. */
export const externalView = (ctx: ScreenContext): View =>
  noticeView(
    'This channel is shared with another company',
    'I neither show nor take customer data here, and nothing was changed. Please write to me directly, or use a ' +
      'channel of your own.',
    ctx,
  )

/** `user` is the key an admin links. */
export const strangerView = (user: UserKey, ctx: ScreenContext): View =>
  noticeView(
    'I do not know you yet',
    `I take orders from the staff of ${ctx.shop.settings.name} here. Please ask an admin to say to me: staff ` +
      `link YOUR-NAME ${user} - ` +
      `or, for the first admin, to run: parley staff link YOUR-NAME ${user}. Nothing was changed.`,
    ctx,
  )

export const readAlreadyView = (deleted: boolean, ctx: ScreenContext): View =>
  deleted
    ? noticeView(
        'What that message said stays in the order',
        'Other things were changed since. Say what should go, or "undo" for the last change.',
        ctx,
      )
    : noticeView(
        'I had already read that message',
        'Nothing was changed. Please type the change as a new message.',
        ctx,
      )

/** The text went on without the number; `found` says what was taken out. */
export function redactedView(found: readonly ('card' | 'token')[], ctx: ScreenContext): View {
  return found.includes('card')
    ? noticeView(
        'Please delete your message now: it holds a card number',
        'I removed the number before anything was stored. Card numbers never belong in a chat; say "pay link" to ' +
          'pay safely.',
        ctx,
      )
    : noticeView(
        'Please delete your message now: it holds a secret',
        'I removed it before anything was stored. Change that password or key soon.',
        ctx,
      )
}

export function notUnderstoodView(words: readonly string[], ctx: ScreenContext): View {
  const headline =
    words.length === 0 ? 'I did not understand that' : `I did not understand: ${words.slice(0, 8).join(', ')}`
  const view = noticeView(
    headline,
    'Nothing was changed. Try "2 blue mugs", "ship to home" or "coupon SAVE10", or say "help".',
    ctx,
  )
  return { ...view, controls: [button('Help', { kind: 'help' }, ctx)] }
}

export const smallTalkView = (ctx: ScreenContext): View =>
  noticeView(
    isStaff(ctx) ? 'You are welcome' : 'Thank you, and you are welcome',
    isStaff(ctx) ? 'Say "show" for the order, "help" for the commands.' : 'Tell me what you would like, or say "help".',
    ctx,
  )

export function welcomeView(ctx: ScreenContext): View {
  const { name } = ctx.shop.settings
  if (isStaff(ctx))
    return noticeView(
      `${name}: ready for orders`,
      'Try "order for jane.doe@example.com: 2 blue 11oz mugs and a large black hoodie", or "help".',
      ctx,
    )
  const { blocks, ...hello } = noticeView(
    `Welcome to ${name}`,
    'Tell me what you would like, for example "2 blue mugs". Say "help" for more.',
    ctx,
  )
  const account =
    ctx.actor.kind === 'guest' ? [button('I have an account', { kind: 'open-form', form: 'link' }, ctx)] : []
  const controls = [
    button('Add item', { kind: 'open-form', form: 'add-item' }, ctx, 'primary'),
    ...account,
    button('Help', { kind: 'help' }, ctx),
  ]
  return { ...hello, blocks: [...blocks, ...legalBlocks(ctx)], controls }
}
