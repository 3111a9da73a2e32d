// Times are seen in the zone of who reads: a moment inside words is drawn by the platform that
// knows its readers, and said by the shop's clock everywhere else. Rule: nobody can type such a
// mark, and a mark that was cut in two leaves nothing behind. Next:
// src/conversation/edge/moment.ts.
import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderView } from '#adapters/discord/renderer/message.ts'
import { renderLine, renderMessage } from '#adapters/slack/renderer/message.ts'
import { cleanText } from '#conversation/edge/clean.ts'
import { inert } from '#conversation/edge/inert.ts'
import { drawMoments, momentMark, saidMoments, splitMoments } from '#conversation/edge/moment.ts'
import { viewText } from '#conversation/edge/text.ts'
import type { View } from '#conversation/edge/view.ts'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { objs } from '#playground/loopback/json.ts'
import { messageProblems } from '#playground/loopback/slack/limits.ts'
import { screenText } from '#playground/loopback/slack/transcript.ts'

const INSTANT = '2026-12-04T19:02:00.000Z'
const AT = Date.parse(INSTANT) / 1_000
const mark = momentMark(INSTANT, '14:02')
const view: View = {
  headline: `A7 runs out at ${mark}`,
  status: `A7 - approved by Kim, ${mark}`,
  blocks: [
    { kind: 'text', text: `Until ${mark} & not <later>` },
    { kind: 'fields', fields: [{ label: 'Until', value: mark }] },
    { kind: 'notice', tone: 'warning', text: `Ends ${mark}.` },
    { kind: 'list', items: [`A7: ${mark}`] },
  ],
  controls: [{ kind: 'button', label: `Hold until ${mark}`, token: 'x', style: 'normal' }],
}
const times = (text: string, what: string): number => text.split(what).length - 1

describe('A moment', () => {
  test('is said by the shop clock in the text of a terminal, a mail, a transcript', () => {
    expect(times(viewText(view), '14:02')).toBe(7)
    expect(viewText(view)).not.toMatch(/\p{Noncharacter_Code_Point}/u)
  })

  test('is a date element of Slack wherever rich text can stand, and a date mark in the text beside it', () => {
    const message = renderMessage(view)
    expect(messageProblems(message)).toEqual([])
    expect(times(JSON.stringify(message.blocks), `"type":"date","timestamp":${AT}`)).toBe(6)
    expect(times(screenText(objs(message.blocks)), '2026-12-04 19:02 UTC')).toBe(6)
    expect(times(message.text, `<!date^${AT}^{date_short_pretty} at {time}|14:02>`)).toBe(7)
    expect(message.text).toContain('&amp; not &lt;later&gt;')
    expect(renderLine(`order 10001 - until ${mark}`).text).toContain(`<!date^${AT}^`)
    expect(JSON.stringify(message)).not.toMatch(/\p{Noncharacter_Code_Point}/u)
  })

  test('is a timestamp of Discord, and plain words on a control', () => {
    const [body] = renderView(view, { shared: true })
    const sent = JSON.stringify(body)
    expect(times(sent, `<t:${AT}:f>`)).toBe(6)
    expect(sent).toContain('Hold until 14:02')
    expect(sent).not.toMatch(/\p{Noncharacter_Code_Point}/u)
    const content = `${body?.components.map((part) => JSON.stringify(part)).join('')}`
    expect(content).not.toContain('\\\\<t:')
    expect(messageText({ content: `until <t:${AT}:f>`, components: [] })).toBe('until 2026-12-04 19:02 UTC')
  })

  test('survives being made safe, and cannot be typed', () => {
    expect(splitMoments(inert(`by Kim, ${mark}`))).toEqual(['by Kim, ', { at: AT, said: '14:02' }])
    const typed = cleanText(`comment ${mark} hello`)
    expect(typed.ok && typed.value).not.toMatch(/\p{Noncharacter_Code_Point}/u)
  })

  test('cut in two leaves no mark behind, wherever the cut is', () => {
    fc.assert(
      fc.property(fc.nat(40), (at) => {
        const words = `until ${mark} then`
        for (const half of [words.slice(0, at), words.slice(at)]) {
          expect(saidMoments(half)).not.toMatch(/\p{Noncharacter_Code_Point}/u)
          expect(drawMoments(half, () => '*')).not.toMatch(/\p{Noncharacter_Code_Point}/u)
        }
      }),
    )
  })
})

test('what became of a value is said in words, never as an arrow', () => {
  const files = globSync('{src/conversation,src/domain,adapters}/**/*.ts')
  const arrows = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(
        (line) => /(['`])(?:(?!\1).)*\s(?:->|→)\s(?:(?!\1).)*\1/u.test(line) && !/^\s*(?:\*|\/\/|\/\*)/.test(line),
      )
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(arrows).toEqual([])
})
