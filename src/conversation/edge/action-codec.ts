/**
 * What a control carries: `verb.draft.revision.argument.mac`, at most 100 characters, so that every
 * platform takes it and its meaning survives a restart. The MAC makes it ours; a forged, foreign or
 * malformed token is the same "not found". Verbs and their arguments: requests/controls.ts.
 */

import type { Freshness } from '#conversation/requests/control.ts'
import { asInToken, requestOf, verbOf } from '#conversation/requests/controls.ts'
import { opensForm, type Pressable, type Request } from '#conversation/requests/request.ts'
import { no, ok, type Result } from '#domain/base/result.ts'

export const MAX_TOKEN = 100
/** 96 bits, in base64url characters. */
const MAC_LENGTH = 16

/** Which draft, as it stood when the control was made; ref 0 where there is no draft. */
export type Stamp = { readonly ref: number; readonly revision: number }

/** `freshness` says what makes the control stale. */
export type Decoded = Stamp & { readonly request: Request; readonly freshness: Freshness }
export type NotFound = { readonly kind: 'not-found' }

/** A select whose options are whole controls: what is chosen is another token, pressed in its turn. */
export type Menu = { readonly kind: 'menu' }
const MENU = 'm'

export type ActionCodec = {
  /**
   * Throws a RangeError when the token would be longer than 100 characters, a TypeError for a
   * request no control can carry: bugs of a screen.
   */
  encode(request: Pressable | Menu, stamp: Stamp): string
  /** `value` is what was chosen in a select, and takes the place of the argument. */
  decode(token: string, value?: string): Result<Decoded, NotFound>
  /** Whether pressing it opens a form: asked before the turn by channels that must begin a form at once. */
  peek(token: string, value?: string): 'form' | 'other'
}

/**
 * `sign` is HMAC-SHA256 of the text under the process's secret, as base64url; injected, so that
 * nothing here knows the secret.
 */
export function createActionCodec({ sign }: { readonly sign: (text: string) => string }): ActionCodec {
  const mac = (body: string) => sign(body).slice(0, MAC_LENGTH)
  const codec: ActionCodec = {
    encode(request, { ref, revision }) {
      const { verb, argument } = request.kind === 'menu' ? { verb: MENU, argument: '' } : verbOf(request)
      const body = [verb, ref.toString(36), revision.toString(36), asInToken(argument)].join('.')
      const token = `${body}.${mac(body)}`
      if (token.length > MAX_TOKEN)
        throw new RangeError(
          `a control of kind ${request.kind} needs ${token.length} characters, at most ${MAX_TOKEN} fit`,
        )
      return token
    },
    decode(token, value) {
      const notFound = no({ kind: 'not-found' } as const)
      const cut = token.lastIndexOf('.')
      const body = token.slice(0, Math.max(cut, 0))
      if (token.length > MAX_TOKEN || !sameText(mac(body), token.slice(cut + 1))) return notFound
      const [verb = '', ref = '', revision = '', argument = ''] = body.split('.')
      if (verb === MENU) return value?.startsWith(`${MENU}.`) === false ? codec.decode(value) : notFound
      const meant = requestOf(verb, value ?? unescapeDots(argument))
      if (meant === undefined) return notFound
      return ok({
        ...meant,
        ref: Number.parseInt(ref, 36),
        revision: Number.parseInt(revision, 36),
      })
    },
    peek(token, value) {
      const decoded = codec.decode(token, value)
      return decoded.ok && opensForm(decoded.value.request) ? 'form' : 'other'
    },
  }
  return codec
}

/** Only ever called on what encode wrote: the MAC was checked before. */
const unescapeDots = (argument: string): string => decodeURIComponent(argument)

/** Takes the same time wherever the first difference is. */
function sameText(own: string, given: string): boolean {
  let difference = own.length ^ given.length
  for (let at = 0; at < own.length; at++) difference |= own.charCodeAt(at) ^ given.charCodeAt(at)
  return difference === 0
}
