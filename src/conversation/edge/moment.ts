/**
 * A moment inside words of a view: the instant itself, and how a clock in the shop says it. A
 * platform that knows its readers' zones draws the instant, every other place says the words. Rule:
 * a mark travels inside ordinary strings, between characters that are none, which nobody can type
 * (clean.ts takes them out); whoever shows words shows them through one of the functions here.
 * Next: the renderers of the adapters, text.ts.
 */

/** `at` in seconds since 1970; `said` is what stands where no instant can be drawn: "Fri 4 Dec, 14:02". */
export type Moment = { readonly at: number; readonly said: string }

const [OPEN, SAID, CLOSE] = ['\ufdd0', '\ufdd1', '\ufdd2']
const ANY = /[\ufdd0-\ufdd2]/
const MARK = /\ufdd0(\d{1,12})\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2/g
/** Of a mark that was cut in two. */
const STRAY = /\ufdd0?\d*\ufdd1|\ufdd0\d*|\ufdd2/g

export const momentMark = (instant: string, said: string): string =>
  `${OPEN}${Math.floor(Date.parse(instant) / 1_000)}${SAID}${said}${CLOSE}`

/** The words with each moment drawn. */
export const drawMoments = (words: string, draw: (moment: Moment) => string): string =>
  ANY.test(words)
    ? words.replace(MARK, (_, at: string, said: string) => draw({ at: Number(at), said })).replace(STRAY, '')
    : words

/** As the shop's clock says it. */
export const saidMoments = (words: string): string => drawMoments(words, ({ said }) => said)

export const hasMoment = (words: string): boolean => words.search(MARK) >= 0

/** The words in pieces, moments between them. */
export function splitMoments(words: string): readonly (string | Moment)[] {
  const pieces: (string | Moment)[] = []
  let from = 0
  for (const { 0: mark, 1: at, 2: said = '', index } of words.matchAll(MARK)) {
    pieces.push(words.slice(from, index), { at: Number(at), said })
    from = index + mark.length
  }
  return [...pieces, words.slice(from)].filter((piece) => piece !== '')
}
