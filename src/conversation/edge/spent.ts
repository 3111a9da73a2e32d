/**
 * Which controls of a message are used up by a press on it: those of the same question, order or
 * request. Rule: what only looks uses nothing up and stays; what is about something else stays too;
 * what opens a form is used once the form was filled in. For messages that no turn draws anew:
 * notes, and what was posted once. Next: action-codec.ts, the adapters' inbound/used.ts.
 */

import { isIn, opensForm, type Request } from '#conversation/requests/request.ts'
import type { ActionCodec } from './action-codec.ts'

/** `filledIn`: the form that it opened. */
export type Pressed = { readonly token: string; readonly value?: string; readonly filledIn?: true }
/** `options`: of a select, what each would say as its value. */
export type OnScreen = { readonly token: string; readonly options?: readonly string[] }

export type Spends = (pressed: Pressed, other: OnScreen) => boolean

export function spends(codec: Pick<ActionCodec, 'decode'>): Spends {
  const about = (token: string, value?: string): string | undefined => {
    const decoded = codec.decode(token, value)
    return decoded.ok ? aboutWhat(decoded.value.request) : undefined
  }
  const usedBy = ({ token, value, filledIn }: Pressed): string | undefined => {
    const decoded = codec.decode(token, value)
    return decoded.ok && (filledIn === true || !opensForm(decoded.value.request)) ? about(token, value) : undefined
  }
  return (pressed, { token, options }) => {
    const used = usedBy(pressed)
    const isUsed = (what: string | undefined): boolean => what !== undefined && (what === used || what === '')
    if (used === undefined) return false
    return options === undefined ? isUsed(about(token)) : options.every((option) => isUsed(about(token, option)))
  }
}

const isLook = isIn('look')
/** They show or ask more of an order, and change nothing either. */
const SHOWS: readonly Request['kind'][] = ['history', 'order-parts', 'worklist']

/** Undefined: it only looks. Empty: whatever the message asks. */
function aboutWhat(request: Request): string | undefined {
  if (request.kind === 'open-form') return `form ${request.form}`
  if (isLook(request) || SHOWS.includes(request.kind)) return undefined
  if (request.kind === 'decide-approval') return `request ${request.id}`
  return 'order' in request && request.order !== undefined ? `order ${request.order}` : ''
}
