/**
 * People found by words: each word typed begins a word of theirs, whatever stands between words.
 * Rule: the expressions are exactly those of the indexes (migration "sizes"), else every keystroke
 * reads the whole table. Next: search.ts, turn/facts.ts.
 */
import { Prisma } from '#generated/prisma/client.ts'

const wordsOf = (text: string): Prisma.Sql =>
  Prisma.raw(`to_tsvector('simple'::regconfig, regexp_replace(lower(${text}), '[^[:alnum:]]+', ' ', 'g'))`)

export const CUSTOMER_WORDS = wordsOf(
  `c."name" || ' ' || c."number" || ' ' || coalesce(c."email", '') || ' ' || coalesce(c."phone", '')`,
)
export const CUSTOMER_NAME_WORDS = wordsOf(`c."name"`)
export const ORDER_WORDS = wordsOf(`coalesce(o."buyer" ->> 'name', '') || ' ' || coalesce(o."buyer" ->> 'email', '')`)

export type TypedWord = { readonly word: string; readonly whole: boolean }
const MOST_WORDS = 6
/** Lower case, letters and digits only. `whole`: more of the same follows ("b17" in "b17@example"). */
export const typedWords = (text: string): readonly TypedWord[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/)
    .flatMap((chunk) => {
      const parts = chunk.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
      return parts.map((word, at) => ({ word, whole: at < parts.length - 1 }))
    })
    .slice(0, MOST_WORDS)

/** One of the above has all of these words, begun at least; without words everything has. */
export function hasWords(of: Prisma.Sql, words: readonly TypedWord[]): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`true`
  const wanted = words.map(({ word, whole }) => (whole ? `'${word}'` : `'${word}':*`)).join(' & ')
  return Prisma.sql`${of} @@ to_tsquery('simple', ${wanted})`
}

const LEAST_DIGITS = 4

/** The end of a phone number, as people say it; undefined: no number was typed. */
export function phoneEnds(text: string): Prisma.Sql | undefined {
  const digits = /^[\d\s+().-]+$/.test(text) ? text.replace(/\D/g, '') : ''
  if (digits.length < LEAST_DIGITS) return undefined
  const backwards = [...digits].toReversed().join('')
  const phone = Prisma.sql`reverse(regexp_replace(c."phone", '[^0-9]', '', 'g'))`
  // A range, since a plan for any pattern knows no beginning of one; ":" comes after every digit.
  return Prisma.sql`(${phone} ~>=~ ${backwards} and ${phone} ~<~ ${`${backwards}:`})`
}

/** Order numbers that begin with these digits, as ranges the key is read by. */
export function numbersBegun(digits: string): Prisma.Sql {
  const first = Number(digits)
  const ranges = Array.from({ length: LONGEST_NUMBER - digits.length + 1 }, (_, more) => {
    const from = first * 10 ** more
    return Prisma.sql`o.number between ${from}::int and ${from + 10 ** more - 1}::int`
  })
  return Prisma.sql`(${Prisma.join(ranges, ' or ')})`
}
export const LONGEST_NUMBER = 9
