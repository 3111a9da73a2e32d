// Generated carts that are hard to show: 1 to 300 lines, names as long as a catalog allows, emoji,
// right-to-left, mention attempts, everything a person may have typed. Shared by every renderer's
// test. Rule: only what screens can really make; every fact in it has to be found again on the
// channel. Next: test/adapters/slack/limits.test.ts.
import fc from 'fast-check'
import { inert } from '#conversation/edge/inert.ts'
import type { Block, Control, LineRow, View } from '#conversation/edge/view.ts'

const NASTY = [
  '<!channel> & <@U123> "quoted"',
  '@everyone @here <#C1|general>',
  'حذاء رياضي أسود كبير الحجم',
  'קפוצ׳ון שחור גדול',
  '👩‍👩‍👧‍👦👍🏽🇩🇪 party mug',
  '*bold* _it_ ~no~ `code` [x](http://evil.example)',
  'Ünïcödé — “smart” … & co. <b>html</b>',
  'x'.repeat(200),
  'ﷺ'.repeat(60),
  '😀'.repeat(80),
] as const
/** Something people may have typed, as screens hand it over: already inert. */
export const hardWords = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('Classic mug', 'Pullover hoodie', 'Canvas tote', 'Crewneck sweatshirt, grey, M'),
      },
      { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
      { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' }) },
    )
    .map((text) => inert(text.slice(0, max).toWellFormed()) || 'nothing')
const amount = fc.integer({ min: -99_999_999, max: 999_999_999 }).map((cents) => (cents / 100).toFixed(2))

const row = (n: number): fc.Arbitrary<LineRow> =>
  fc
    .record({
      quantity: fc.integer({ min: 1, max: 999 }),
      name: hardWords(200),
      detail: fc.option(hardWords(120), { nil: undefined }),
      amount,
      notes: fc.array(hardWords(300), { maxLength: 3 }),
      image: fc.boolean(),
    })
    .map(({ image, detail, ...rest }) => ({
      ...rest,
      sku: `SKU-${n}-END`,
      ...(detail === undefined ? {} : { detail }),
      ...(image ? { image: { url: `https://shop.example/${n}.png`, alt: `Picture ${n}` } } : {}),
    }))

const lines = fc
  .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 120 }), fc.constant(300))
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => row(n))))

const button = (n: number): fc.Arbitrary<Control> =>
  fc
    .record({
      label: hardWords(120),
      style: fc.constantFrom('normal', 'danger'),
      confirm: fc.option(hardWords(400), { nil: undefined }),
    })
    .map(({ confirm, ...rest }) => ({
      kind: 'button',
      token: `t.1.1.${n}.mac`,
      ...rest,
      ...(confirm === undefined ? {} : { confirm }),
    }))
const menu: fc.Arbitrary<Control> = fc.array(hardWords(150), { minLength: 1, maxLength: 25 }).map((labels) => ({
  kind: 'select',
  label: 'More',
  token: 'm.1.1..mac',
  options: labels.map((label, n) => ({ value: `v.1.1.${n}.${'a'.repeat(16)}`, label })),
}))

const other: fc.Arbitrary<Block> = fc.oneof(
  hardWords(2_000).map((text) => ({ kind: 'text' as const, text })),
  hardWords(300).map((text) => ({ kind: 'heading' as const, text })),
  fc
    .array(fc.record({ label: hardWords(40), value: hardWords(500) }), { minLength: 1, maxLength: 12 })
    .map((fields) => ({ kind: 'fields' as const, fields })),
  fc.record({
    kind: fc.constant('notice' as const),
    tone: fc.constantFrom('info', 'success', 'warning', 'problem'),
    text: hardWords(2_000),
  }),
  fc.array(hardWords(300), { minLength: 1, maxLength: 40 }).map((items) => ({ kind: 'list' as const, items })),
  fc.constant({ kind: 'progress' as const, done: ['placed', 'paid'], next: 'shipped' }),
)

/** A cart card with everything on it. */
export const hardCarts: fc.Arbitrary<View> = fc
  .record({
    headline: hardWords(300),
    status: hardWords(300),
    rows: lines,
    totals: fc.array(
      fc.record({ label: hardWords(80), amount, weight: fc.constantFrom('normal', 'strong', 'muted') }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
    others: fc.array(other, { maxLength: 6 }),
    buttons: fc.tuple(button(1), button(2), button(3)),
    more: menu,
  })
  .map(({ headline, status, rows, totals, others, buttons, more }) => ({
    headline,
    status,
    blocks: [{ kind: 'lines', rows }, { kind: 'totals', rows: totals }, ...others],
    controls: [
      { kind: 'button', label: 'Place order - 1,073.17', token: 'p.1.1..mac', style: 'primary' },
      ...buttons,
      more,
    ],
  }))
