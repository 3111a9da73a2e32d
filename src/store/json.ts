/**
 * JSON on its way to PostgreSQL. jsonb refuses NUL characters and lone surrogates, which people can
 * paste; they become U+FFFD here, once, instead of failing a turn. The engine cleans what people
 * type long before: this is the last line.
 */

const REFUSED = /\\u0000|\\ud[89a-f][0-9a-f]{2}/i

/** Text PostgreSQL stores: no NUL, no half characters; a thread stays a thread. */
export const storable = <Text extends string>(text: Text): Text =>
  (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '\uFFFD') as Text

export function toJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!REFUSED.test(text)) return text
  return JSON.stringify(cleaned(value))
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), cleaned(inner)]))
}
