import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, MAX_TEXT } from '#conversation/edge/clean.ts'
import { inert } from '#conversation/edge/inert.ts'
import { RUNAWAY } from '#test/support/runaway.ts'

const cleaned = (raw: string) => {
  const result = cleanText(raw)
  return result.ok ? result.value : result.refusal.kind
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

describe('typed text is cleaned before anything reads it', () => {
  test.each([
    ['zero-width characters', '2 bl\u200bue\u200d m\ufeffugs', '2 blue mugs'],
    [
      'joiners inside emoji, kept',
      '2 mugs 👩\u200d💻 ❤\ufe0f\u200d🔥 👩\u{1f3fd}\u200d🚀',
      '2 mugs 👩\u200d💻 ❤\ufe0f\u200d🔥 👩\u{1f3fd}\u200d🚀',
    ],
    ['joiners of scripts that write with them, kept', 'علی\u200cرضا क्\u200dष', 'علی\u200cرضا क्\u200dष'],
    ['joiners between digits of any script', '4\u200d2 ۴\u200c۲', '42 42'],
    [
      'the tags of a flag, kept, and no others',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} m\u{e0067}ug',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} mug',
    ],
    ['bidi controls', 'save\u202e10\u2066', 'save10'],
    ['NUL and control characters', 'a\u0000b\u0007c', 'a b c'],
    ['lone surrogates', 'a\ud800b', 'ab'],
    ['fullwidth letters and digits', '２ ＭＵＧ－ＢＬＵＥ', '2 MUG-BLUE'],
    ['Arabic-Indic digits', '٣ mugs', '3 mugs'],
    ['Devanagari digits', '१२ mugs', '12 mugs'],
    ['no-break and other spaces', '2\u00a0blue\u2003mugs\t!', '2 blue mugs !'],
    ['line breaks of all kinds, kept', 'Pat Lee\r\n9 Elm St\rSalem\u2028OR', 'Pat Lee\n9 Elm St\nSalem\nOR'],
    ['many blank lines', 'a\n\n\n\n\nb', 'a\n\nb'],
    ['ligatures and superscripts', 'ﬁne x²', 'fine x2'],
    ['markup stays literal', '<!channel> @everyone `x` <@U1>', '<!channel> @everyone `x` <@U1>'],
    ['emoji', '2 mugs 🎉', '2 mugs 🎉'],
    ['look-alike letters stay what they are', 'ЅАVЕ10', 'ЅАVЕ10'],
    ['nothing but spaces', ' '.repeat(10_000), ''],
  ])('%s', (_, raw, expected) => {
    expect(cleaned(raw).toWellFormed()).toBe(expected)
  })

  test('5 000 combining marks become a readable letter', () => {
    expect(cleaned(`e${'\u0301'.repeat(5_000)} mug`)).toMatch(/^\u00e9\p{M}{0,3} mug$/u)
  })

  test('40 000 characters are too long, 2 000 are not', () => {
    expect(cleanText('a'.repeat(40_000))).toEqual({ ok: false, refusal: { kind: 'too-long', max: 2_000 } })
    expect(cleaned('a'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT)
    expect(cleaned('a'.repeat(MAX_TEXT + 1))).toBe('too-long')
  })

  test('whatever is sent, the result is short, free of invisible characters, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        const once = cleaned(raw)
        expect(once.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}\p{Cs}]/u)
        expect(cleaned(once)).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })

  test('up to 100 000 characters of anything never run away', () => {
    const hostile = ['a', ' ', '\n', '\u0301', '\u200b', '\ufdfa', 'a \u200b\n', '٣', '\ud800', '((']
    for (const unit of hostile) cleanText(unit.repeat(1_900))
    const best = hostile.map((unit) => {
      const texts = [100_000, 20_000, 8_000, 4_000].map((length) => unit.repeat(Math.floor(length / unit.length)))
      return Math.max(...texts.map((raw) => Math.min(...Array.from({ length: 5 }, () => timed(() => cleanText(raw))))))
    })
    console.log(
      `cleaning: ${hostile.length} texts of up to 100 000 characters, slowest ${Math.max(...best).toFixed(2)} ms`,
    )
    expect(Math.max(...best)).toBeLessThan(RUNAWAY)
  })
})

test('words on a screen are one line without invisible characters', () => {
  expect(inert('👩\u200d💻 wrap\u200d')).toBe('👩\u200d💻 wrap')
  expect(inert('gift\u0000wrap\n\u202ejust\u200b so')).toBe('gift wrap just so')
  expect(inert('<!channel> `code` @everyone')).toBe('<!channel> `code` @everyone')
})
