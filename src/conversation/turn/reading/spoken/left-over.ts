/**
 * What words can still be of which nothing was read: a field that is asked for, a guest's name.
 * Next: ../interpret.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { nameOnly } from '#conversation/turn/contact-apart.ts'
import type { InterpretContext } from '#conversation/turn/reading/heard.ts'
import { recipientIn } from './address-field.ts'

type Read = { readonly requests: readonly Request[]; readonly unexplained: readonly string[] }

/** Words nobody understood while a part of an address is asked for: the field is asked again, with what it takes. */
export function notThatField(text: string, read: Read, { draft }: InterpretContext): Read | undefined {
  if (draft?.pending?.kind !== 'address-field' || !read.requests.every(({ kind }) => NOT_READ.has(kind)))
    return undefined
  return { requests: [{ kind: 'ask-again', given: text }], unexplained: [] }
}
/** Nothing else was read of it. */
export function nameAlone(text: string, { requests }: Read, { draft, shop }: InterpretContext): Read | undefined {
  if (!requests.every(({ kind }) => kind === 'not-understood')) return undefined
  const guest = nameOnly(recipientIn(text) ?? text, draft?.content.buyer, shop.catalog)
  return guest && { requests: [guest], unexplained: [] }
}

const NOT_READ: ReadonlySet<Request['kind']> = new Set([
  'not-understood',
  'not-found',
  'unclear',
  'confirm-reading',
  'which-product',
])
