/**
 * What a verb of a control is, and how its argument is written: short, and made of characters every platform keeps. Next: action-verbs.ts has
 * the rows, action-codec.ts stamps and signs.
 */
import type { Request, RequestKind } from './request.ts'

/** `revision`: only as long as nothing changed; `draft`: as long as the thread is on that draft; `any`: always (it changes nothing). */
export type Freshness = 'revision' | 'draft' | 'any'

/** What people can only type, or what the conversation itself makes of typed words. */
type TypedOnly =
  | 'customer'
  | 'register'
  | 'replace-line'
  | 'split-line'
  | 'note'
  | 'ship-line-to'
  | 'subtract'
  | 'override-shipping'
  | 'override-line'
  | 'comment'
  | 'memo'
  | 'give-to'
  | 'staff'
  | 'change-staff'
  | 'change-stock'
  | 'ask-availability'
  | 'small-talk'
  | 'welcome'
  | 'link'
  | 'link-code'
  | 'link-codes'
  | 'unlink'
  | 'erase-me'
  | 'say'
  | 'overview'
  | 'form'
  | 'which-product'
  | 'unclear'
  | 'confirm-reading'
  | 'not-found'
  | 'no-variant'
  | 'not-understood'
  | 'that-order'
  | 'about-order'
  | 'ask-again'
  | 'bad-argument'
  | 'contact'
export type PressableKind = Exclude<RequestKind, TypedOnly>

export type Of<K extends RequestKind> = Extract<Request, { kind: K }>
export type Verb<K extends PressableKind> = {
  readonly verb: string
  readonly fresh: Freshness
  /** Undefined: this request of the kind cannot be a control (an address typed as text). */
  write(request: Of<K>): string | undefined
  /** Undefined: not an argument of this verb. */
  readonly read: (argument: string) => Of<K> | undefined
}

export const bare = <K extends PressableKind>(verb: string, fresh: Freshness, request: Of<K>): Verb<K> => ({
  verb,
  fresh,
  write: () => '',
  read: (argument) => (argument === '' ? request : undefined),
})
export const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)
export const oneOf = <T extends string>(text: string, known: readonly T[]): T | undefined => known.find((value) => value === text)

/** Lists inside an argument: `!` between items, `~` between name and value; both are escaped inside them. */
export const escaped = (item: string): string => item.replace(/[%!~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
export const unescaped = (item: string): string =>
  item.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
export const join = (...items: readonly string[]): string => items.map(escaped).join('!')
export const split = (argument: string): readonly string[] => argument.split('!').map(unescaped)
export const pairs = (options: Readonly<Record<string, string>>): string =>
  Object.entries(options)
    .map(([id, value]) => `!${escaped(id)}~${escaped(value)}`)
    .join('')
export const readPairs = (items: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    items
      .map((item) => item.split('~').map(unescaped))
      .flatMap(([id, value]) => (id !== undefined && value !== undefined ? [[id, value]] : [])),
  )
