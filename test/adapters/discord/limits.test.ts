// Whatever there is to show fits Discord: forty components, four thousand characters, and every
// other limit; nothing is cut, nothing comes alive. Rule: bodies are judged by the same schemas the
// loopback refuses with, and by Discord's own description where PAYLOAD_CHECK names a checker.
// Next: adapters/discord/renderer/message.ts, adapters/discord/inbound/modal.ts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { discordModal, stepsOf } from '#adapters/discord/inbound/modal.ts'
import { renderSheet } from '#adapters/discord/inbound/sheet.ts'
import { renderPage, renderView } from '#adapters/discord/renderer/message.ts'
import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'
import { buildForm } from '#conversation/forms/forms.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { messageSchema, modalSchema, partsOf } from '#playground/loopback/discord/components.ts'
import { aliveIn, messageProblems, modalProblems } from '#playground/loopback/discord/limits.ts'
import { messageText } from '#playground/loopback/discord/transcript.ts'
import { card, contextOf, factsFor, JANE, SHOP } from '#test/conversation/screens/demo.ts'
import { composing, SAM, VISITOR } from '#test/support/deciding.ts'
import { payloadCheck } from '#test/support/payload-check.ts'

const outside = await payloadCheck()
const check = outside.kind === 'ready' ? outside.discord : () => []
if (outside.kind === 'absent') console.log(`Discord bodies are judged by the limit table alone: ${outside.why}`)

/** As it goes over the wire. */
const wire = (body: unknown): unknown => JSON.parse(JSON.stringify(body))
function problemsOf(body: unknown): readonly string[] {
  const parsed = messageSchema.safeParse(wire(body))
  if (!parsed.success) return [z.prettifyError(parsed.error)]
  return [
    ...messageProblems(parsed.data),
    ...aliveIn(parsed.data),
    ...check('POST', '/channels/1/messages', parsed.data),
  ]
}
const textOf = (bodies: readonly unknown[]): string =>
  bodies
    .map((body) => messageText({ content: '', components: messageSchema.parse(wire(body)).components ?? [] }))
    .join('\n')

/** Every page of a live card, as somebody turning them sees them. */
function turned(view: View): readonly unknown[] {
  const pages: unknown[] = [...renderView(view, { turns: true })]
  for (let page = 2; ; page++) {
    const body = renderPage(view, page)
    if (body === undefined) return pages
    pages.push(body)
  }
}
const bare = (words: string): string => words.replace(/\s+/g, '')

const NASTY = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '</order:123456789012345678>',
  '<:mug:123456789012345678>',
  '<t:1600000000>',
  '[bank](https://evil.example)',
  'https://evil.example/x',
  '`',
  '```',
  '**bold**',
  '__init__',
  '||spoiler||',
  '\\',
  '\\@everyone',
  '\\<@123456789012345678>',
  '# title',
  '> quote',
  '- item',
  '1. first',
  '-# small',
  '\u{1F469}\u{200D}\u{1F4BB}',
  '\u{1F1E9}\u{1F1EA}',
  'שלום עולם',
  'مرحبا بالعالم',
  'Ärmelloser Überwurf',
  'discord.gg/abc',
]
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 3, arbitrary: fc.constantFrom('mug', 'blue', 'Classic', '11oz', '3.50', 'x'.repeat(90)) },
  {
    weight: 1,
    arbitrary: fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu, 'x')),
  },
)
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((list) => list.join(' '))
const money = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2))
const row = fc.record({
  quantity: fc.integer({ min: 1, max: 999 }),
  name: words(8),
  detail: words(3),
  sku: fc.integer({ min: 1, max: 99_999 }).map((n) => `SKU-${n}`),
  amount: money,
  notes: fc.array(words(6), { maxLength: 2 }),
})
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words(40) }),
  fc.record({ kind: fc.constant('heading' as const), text: words(6) }),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info', 'success', 'warning', 'problem'),
    text: words(20),
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: words(3), value: words(12) }), { maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('lines' as const), rows: fc.array(row, { maxLength: 40 }) }),
  fc.record({
    kind: fc.constant('totals' as const),
    rows: fc.array(
      fc.record({ label: words(6), amount: money, weight: fc.constantFrom('normal', 'strong', 'muted') }),
      { maxLength: 8 },
    ),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    items: fc.array(
      fc.oneof(
        words(12),
        words(12).map((text) => ({ text, url: 'https://discord.com/channels/1/2' })),
      ),
      { maxLength: 40 },
    ),
  }),
  fc.record({ kind: fc.constant('progress' as const), done: fc.array(words(3), { maxLength: 4 }), next: words(3) }),
)
let issued = 0
const token = fc.constant(0).map(() => `ad.1.1.${++issued}.MACMACMACMACMACM`)
const control: fc.Arbitrary<Control> = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const),
    label: words(12),
    token,
    style: fc.constantFrom('primary', 'normal', 'danger'),
  }),
  fc.record({ kind: fc.constant('search' as const), label: words(3), token, find: fc.constant('product' as const) }),
  fc.record({ kind: fc.constant('link' as const), label: words(3), url: fc.constant('https://shop.example/pay/1') }),
  fc.record({
    kind: fc.constant('select' as const),
    label: words(8),
    token,
    options: fc.uniqueArray(fc.record({ value: fc.integer().map(String), label: words(10), description: words(8) }), {
      minLength: 1,
      maxLength: 60,
      selector: ({ value }) => value,
    }),
  }),
)
const view: fc.Arbitrary<View> = fc.record({
  headline: words(12),
  status: words(6),
  blocks: fc.array(block, { maxLength: 6 }),
  controls: fc.array(control, { maxLength: 8 }),
})

/** Every word there is to read, controls included. */
const wordsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(/\s+/)
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (UNREAD.has(key) ? [] : wordsOf(part)))
}
const UNREAD = new Set(['kind', 'find', 'token', 'tone', 'style', 'weight', 'value', 'url', 'status', 'quantity'])

describe('what is shown', () => {
  test('anything at all fits, is complete and is harmless', () => {
    fc.assert(
      fc.property(view, (shown) => {
        for (const bodies of [renderView(shown), turned(shown)]) {
          expect(bodies.flatMap(problemsOf)).toEqual([])
          const text = bare(textOf(bodies))
          const lost = wordsOf(shown).filter((each) => !text.includes(bare(each)))
          expect(lost).toEqual([])
        }
      }),
      { numRuns: 150, endOnFailure: true },
    )
  })

  test('who must act is called, and nobody else', () => {
    const shown: View = {
      headline: 'Sam: please look, @everyone <@2>',
      blocks: [{ kind: 'text', text: '<@1> \\<@2>' }],
      controls: [],
    }
    const [first] = renderView(shown, { mention: '1' })
    expect(problemsOf(first)).toEqual([])
    expect(first?.allowed_mentions).toEqual({ parse: [], users: ['1'] })
    expect(JSON.stringify(first?.components).match(/(?<!\\)<@1>/g)).toHaveLength(1)
  })

  test('the same choice offered twice is there once', () => {
    const twice = [1, 2].map(() => ({ value: 'rm.1.1.l1.MAC', label: 'Remove Teapot' }))
    const bodies = renderView({
      headline: 'A cart',
      blocks: [],
      controls: [{ kind: 'select', label: 'More', token: 'm.1.1..MAC', options: twice }],
    })
    expect(bodies.flatMap(problemsOf)).toEqual([])
    expect(textOf(bodies).match(/Remove Teapot/g)).toHaveLength(1)
  })

  test('one word of ten thousand letters is shown whole', () => {
    const long = 'a'.repeat(10_000)
    const bodies = renderView({ headline: 'A note', blocks: [{ kind: 'text', text: long }], controls: [] })
    expect(bodies.flatMap(problemsOf)).toEqual([])
    expect(textOf(bodies).match(/a/g)?.length).toBeGreaterThanOrEqual(long.length)
  })
})

describe('carts', () => {
  const facts = factsFor(JANE)
  const skus = [...SHOP.catalog.variants.values()]
    .filter(({ sku, active }) => active && sku !== 'DENIM-S' && sku !== 'HEAD-BLACK')
    .map(({ sku }) => sku)
  /** A real cart of so many lines, some with notes that try things. */
  function cart(lines: number) {
    const chat = composing({ facts, actor: SAM })
    chat.say({ kind: 'select-customer', customer: JANE })
    for (let at = 0; at < lines; at++) {
      const sku = skus[at % skus.length] ?? ''
      const note = at % 3 === 0 || at >= skus.length ? { note: `${NASTY[at % NASTY.length]} ${at}` } : {}
      chat.say({ kind: 'add-line', sku, quantity: 1 + (at % 5), ...note })
    }
    return chat.draft()
  }
  const sizes = [1, 2, 5, 12, 25, 40, 60, 100, 200, 300]

  test('of 1 to 300 lines page within the limits, with totals and the one primary button on the first page', () => {
    const figures = sizes.map((size) => {
      const draft = cart(size)
      const shown = card(draft, facts, contextOf(SAM))
      const pages = turned(shown)
      expect(pages.flatMap(problemsOf)).toEqual([])
      const text = textOf(pages)
      for (const { sku, note } of draft.content.lines) {
        expect(text).toContain(sku)
        if (note !== undefined) expect(bare(text)).toContain(bare(inert(note)))
      }
      const first = textOf(pages.slice(0, 1))
      for (const { kind, label } of shown.controls.filter((each) => each.kind === 'button'))
        expect(`${kind} ${first}`).toContain(label)
      expect(first).toMatch(/Total/)
      const parts = pages.map((page) => partsOf(messageSchema.parse(wire(page)).components ?? []).length)
      return `${size} lines: ${pages.length} pages, at most ${Math.max(...parts)} components`
    })
    console.log(`Discord carts: ${figures.join('; ')}`)
  })
})

describe('forms', () => {
  const facts = factsFor(JANE)
  const draft = composing({ facts, actor: SAM }).say({ kind: 'select-customer', customer: JANE })
  const kinds = [
    'details',
    'customer',
    'ship-to',
    'bill-to',
    'coupon',
    'adjust',
    'payment',
    'add-item',
    'comment',
  ] as const satisfies FormKind[]

  test.each(kinds)('%s fits in steps of five, asks for every field once, and keeps what was filled in', (kind) => {
    for (const actor of [SAM, VISITOR]) {
      const form = buildForm(kind, { draft, facts, argument: undefined }, contextOf(actor))
      const asked: string[] = []
      for (let step = 1; step <= stepsOf(form); step++) {
        const modal = modalSchema.parse(wire(discordModal(form, step, {})))
        expect([
          ...modalProblems(modal),
          ...check('POST', '/interactions/1/token/callback', { type: 9, data: modal }),
        ]).toEqual([])
        asked.push(...modal.components.flatMap((part) => (part.type === 18 ? [part.component.custom_id] : [])))
      }
      expect(asked).toEqual(form.fields.map(({ id }) => id))
      const values = Object.fromEntries(form.fields.map(({ id }, at) => [id, NASTY[at % NASTY.length] ?? '']))
      expect(problemsOf(renderSheet(form, values, { step: 1 }))).toEqual([])
    }
  })
})
