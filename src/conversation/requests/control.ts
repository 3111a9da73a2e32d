/**
 * How a control carries a request: a verb, how long it stays good, and one description of the
 * argument that is used to write it and to read it, so that the two cannot disagree. Rule: short,
 * made of characters every platform keeps, and what cannot be carried whole is not carried at all.
 * Next: controls.ts looks rows up, edge/action-codec.ts stamps and signs.
 */
import type { LineRef } from '#conversation/requests/words/arguments.ts'

/**
 * `revision`: only as long as nothing changed; `draft`: as long as the thread is on that draft;
 * `any`: always (it changes nothing).
 */
export type Freshness = 'revision' | 'draft' | 'any'

/**
 * From `write`, undefined: no control can carry it (an address typed as text); from `read`: it is
 * no argument of this verb.
 */
export type Codec<A> = {
  readonly write: (args: A) => string | undefined
  readonly read: (text: string) => A | undefined
}
export type ControlCodec<A> = Codec<A> & { readonly verb: string; readonly fresh: Freshness }

export const control = <A>(verb: string, fresh: Freshness, codec: Codec<A>): ControlCodec<A> => ({
  verb,
  fresh,
  ...codec,
})

/** One value as text. Without one: left out (`dropped`), an empty place (`blank`), or nothing to carry (`needed`). */
type Part<T> = {
  write(value: T): string | undefined
  read(text: string): T | undefined
  readonly absent?: 'dropped' | 'blank' | 'needed'
  /** It takes all places that follow, and writes them itself. */
  readonly rest?: true
}
type Parts = Readonly<Record<string, Part<unknown>>>
type Value<P> = P extends Part<infer T> ? T : never
type Carried<F> = Flat<
  { readonly [K in keyof F as F[K] extends { readonly absent: string } ? never : K]: Value<F[K]> } & {
    readonly [K in keyof F as F[K] extends { readonly absent: string } ? K : never]?: Value<F[K]>
  }
>

const part = <T>(read: (text: string) => T | undefined, write: (value: T) => string | undefined = String): Part<T> => ({
  read,
  write,
})
const matching = (shape: RegExp): Part<string> => part((word) => (shape.test(word) ? word : undefined))
const number = (shape: RegExp): Part<number> => part((word) => (shape.test(word) ? Number(word) : undefined))
export const text = matching(/[\s\S]/)
export const seen = matching(/^[0-9a-z]{1,7}$/)
export const count = number(/^\d{1,9}$/)
/** Minor units of the currency. */
export const figure = number(/^\d{1,15}$/)
/** Minor units either way. */
export const signed = number(/^-?\d{1,15}$/)
export const step = number(/^-?\d{1,3}$/)
export const yes = part(
  (word) => (word === 'yes' ? true : undefined),
  (): string => 'yes',
)
export const among = <T extends string>(...known: readonly T[]): Part<T> =>
  part((word) => known.find((value) => value === word))
export const line: Part<LineRef> = part(
  (id) => ({ by: 'id', id }),
  (ref) => (ref.by === 'id' ? ref.id : undefined),
)
export const as = part

export const maybe = <T>(of: Part<T>) => ({ ...of, absent: 'dropped' }) as const
export const blank = <T>(of: Part<T>) => ({ ...of, absent: 'blank' }) as const
export const needed = <T>(of: Part<T>) => ({ ...of, absent: 'needed' }) as const

/** Lists inside an argument: `!` between items, `~` between name and value; both are escaped inside them. */
const escaped = (item: string): string => item.replace(/[%!~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
const unescaped = (item: string): string =>
  item.replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
const items = (words: string): readonly string[] => (words === '' ? [] : words.split('!'))

export const texts = {
  write: (all: readonly string[]): string => all.map(escaped).join('!'),
  read: (words: string): readonly string[] => items(words).map(unescaped),
  rest: true,
} as const
export const options = {
  write: (chosen: Readonly<Record<string, string>>): string =>
    Object.entries(chosen)
      .map((pair) => pair.map(escaped).join('~'))
      .join('!'),
  read: (words: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      items(words)
        .map((pair) => pair.split('~').map(unescaped))
        .flatMap(([id, value]) => (id !== undefined && value !== undefined ? [[id, value]] : [])),
    ),
  rest: true,
} as const

/** Every request of the kind is the same. */
export const nothing: Codec<Readonly<Record<never, never>>> = {
  write: () => '',
  read: (words) => (words === '' ? {} : undefined),
}

type Places = {
  readonly join: (values: readonly string[]) => string
  readonly split: (words: string) => readonly (string | undefined)[]
}

/** One value, as it is. */
export const one = <const K extends string, P extends Part<unknown>>(name: K, of: P): Codec<Carried<Record<K, P>>> =>
  codec<Record<K, P>>([[name, of]], { join: ([words = '']) => words, split: (words) => [words] })

/** Several values in their order. */
export function list<F extends Parts>(parts: F): Codec<Carried<F>> {
  const fields = Object.entries<Part<unknown>>(parts)
  const isRest = (at: number): boolean => fields[at]?.[1].rest === true
  return codec<F>(fields, {
    join: (values) => values.flatMap((value, at) => (isRest(at) ? value || [] : escaped(value))).join('!'),
    split: (words) => {
      const places = words.split('!')
      return fields.map((_, at) => (isRest(at) ? places.slice(at).join('!') : unescaped(places[at] ?? '')))
    },
  })
}

function codec<F>(fields: readonly (readonly [string, Part<unknown>])[], { join, split }: Places): Codec<Carried<F>> {
  const known = new Set(['kind', ...fields.map(([name]) => name)])
  return {
    write(args) {
      const given = new Map<string, unknown>(Object.entries(args))
      const written = fields.flatMap(([name, { write, absent }]) => {
        const value = given.get(name)
        if (value !== undefined) return [write(value)]
        return absent === 'dropped' ? [] : [absent === 'blank' ? '' : undefined]
      })
      const isWhole = [...given].every(([name, value]) => known.has(name) || value === undefined)
      return isWhole && written.every((word) => word !== undefined) ? join(written) : undefined
    },
    read(words) {
      const places = split(words)
      const read = fields.flatMap(([name, of], at) => {
        const word = places[at] ?? ''
        return word === '' && of.absent !== undefined && of.absent !== 'needed' ? [] : [[name, of.read(word)] as const]
      })
      return read.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(read) as Carried<F>)
    },
  }
}

export type Flat<T> = { readonly [K in keyof T]: T[K] }
