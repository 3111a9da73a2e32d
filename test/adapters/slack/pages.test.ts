// Large carts on Slack: amounts, address, payment and the way to order stand on the first page,
// lines turn, tables of any length turn, no message has two tables, and a private note turns its
// pages like a card. The real Bolt, the fake Slack, which refuses what Slack refuses. Next:
// adapters/slack/renderer/pages.ts, adapters/slack/inbound/page-turns.ts; limits.test.ts has
// generated carts.
import { afterEach, describe, expect, test } from 'vitest'
import { renderAll } from '#adapters/slack/renderer/message.ts'
import { slackPages } from '#adapters/slack/renderer/pages.ts'
import type { LineRow, TotalRow, View } from '#conversation/edge/view.ts'
import { messageProblems } from '#playground/loopback/slack/limits.ts'
import type { Message } from '#playground/loopback/slack/workspace.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 4, plenty: 100 }) })
const { slack } = shop

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})

/** An order of seventy lines in a channel. */
async function seventy(buyer: number) {
  const desk = slack.newChannel()
  const said = await slack.says('USAM', desk, `<@UBOT> order for buyer${buyer}@example.com`)
  await slack.sees('USAM', desk, new RegExp(`Buyer ${buyer}\\b`))
  const skus = (
    await shop.rows<{ sku: string }>(
      "select sku from variant where active and sku like '%-%' and sku not like 'DENIM%' and sku not like 'HEAD%' order by sku limit 70",
    )
  ).map(({ sku }) => sku)
  const say = (text: string) => slack.says('USAM', desk, text, { thread: said.ts })
  await say(`add ${skus.join(', ')}`)
  const card = await slack.sees('USAM', desk, /Page 1 of \d/)
  return { desk, say, skus, card }
}

/** Turns from the first page to the last and back; answers what each showed. */
async function turned(screen: Message): Promise<readonly string[]> {
  const shows = (page: number) =>
    expect.poll(() => slack.text(screen), { timeout: 10_000, interval: 20 }).toMatch(new RegExp(`Page ${page} of \\d`))
  const read = [slack.text(screen)]
  while (slack.text(screen).includes('[Next page]')) {
    await slack.presses('USAM', screen, 'Next page')
    await shows(read.length + 1)
    read.push(slack.text(screen))
  }
  for (let page = read.length - 1; page > 0; page--) {
    await slack.presses('USAM', screen, 'Back')
    await shows(page)
  }
  expect(slack.text(screen)).toBe(read[0])
  return read
}
const tables = (message: Message): number => message.blocks.filter(({ type }) => type === 'table').length

describe('A cart of seventy lines', () => {
  test('shows eight of them with amounts, address, payment and [Place order] first; the others turn, and come back', async () => {
    const { skus, card } = await seventy(1)
    const first = slack.text(card)
    expect(skus.filter((sku) => first.includes(sku))).toHaveLength(8)
    expect(first).toMatch(/Subtotal[\s\S]*Total[\s\S]*Ship to: [\s\S]*Payment: [\s\S]*\[Place order - /)
    expect(first).toContain('and 62 more')
    const labels = [...first.matchAll(/\[([^\]]+)\]/g)].map(([, label]) => label)
    expect(new Set(labels).size).toBe(labels.length)
    const read = await turned(card)
    const everything = read.join('\n').split(/\s+/)
    expect(skus.filter((sku) => !everything.includes(sku))).toEqual([])
    expect(tables(card)).toBe(1)
  })

  test('is explained line by line in a note that turns its pages, also after a restart', {
    timeout: 60_000,
  }, async () => {
    const { desk, say, skus } = await seventy(2)
    await say('why')
    const note = await slack.sees('USAM', desk, /why it is[\s\S]*Page 1 of \d/)
    expect(note.onlyFor).toBe('USAM')
    await shop.settled()
    await shop.stop()
    await shop.start()
    const read = await turned(note)
    expect(read.length).toBeGreaterThan(1)
    expect(read.join('\n').match(/1 x \d/g)?.length).toBeGreaterThanOrEqual(skus.length)
    expect(read.join('\n')).toMatch(/Total\s+[\d,.]+ USD/)
  })

  test('is explained in direct messages too, and turns there', async () => {
    const { skus } = await seventy(3)
    await slack.says('USAM', 'DSAM', 'order for buyer3@example.com')
    await slack.sees('USAM', 'DSAM', /Buyer 3\b/)
    await slack.says('USAM', 'DSAM', `add ${skus.join(', ')}`)
    await slack.sees('USAM', 'DSAM', /Page 1 of \d/)
    await slack.says('USAM', 'DSAM', 'why')
    const note = await slack.sees('USAM', 'DSAM', /why it is[\s\S]*Page 1 of \d/)
    await slack.presses('USAM', note, 'Next page')
    await slack.sees('USAM', 'DSAM', /why it is[\s\S]*Page 2 of \d/)
  })
})

describe('Whatever a view holds', () => {
  const rows = (count: number): readonly TotalRow[] =>
    Array.from({ length: count }, (_, n) => ({ label: `Step ${n}`, amount: `${n}.00`, weight: 'normal' }))
  const lines = (count: number): readonly LineRow[] =>
    Array.from({ length: count }, (_, n) => ({
      quantity: 1,
      name: `Mug ${n}`,
      sku: `MUG-${n}`,
      amount: '1.00',
      notes: [],
    }))

  test('216 steps of a price are pages of at most a hundred rows', () => {
    const pages = renderAll({ headline: 'why', blocks: [{ kind: 'totals', rows: rows(216) }], controls: [] })
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.flatMap((page) => messageProblems(page))).toEqual([])
    const text = JSON.stringify(pages)
    for (let n = 0; n < 216; n++) expect(text).toContain(`"Step ${n}"`)
  })

  test('two tables become one table and words', () => {
    const view: View = {
      headline: 'Two orders',
      blocks: [
        { kind: 'lines', rows: lines(2) },
        { kind: 'text', text: 'and' },
        { kind: 'lines', rows: lines(3) },
        { kind: 'totals', rows: rows(2) },
      ],
      controls: [],
    }
    const pages = renderAll(view)
    expect(pages.flatMap((page) => messageProblems(page))).toEqual([])
    expect(pages.map(({ blocks }) => blocks.filter(({ type }) => type === 'table').length)).toEqual([1])
  })

  test('amounts, address and payment are on page one behind any number of lines, notices and comments', () => {
    const view: View = {
      headline: 'A large one',
      blocks: [
        { kind: 'totals', rows: [...rows(14), { label: 'Total', amount: '300.00', weight: 'strong', unit: 'USD' }] },
        {
          kind: 'fields',
          fields: [
            { label: 'Ship to', value: 'Elm St' },
            { label: 'Payment', value: 'Visa' },
          ],
        },
        ...Array.from(
          { length: 30 },
          (_, n) => ({ kind: 'notice', tone: 'info', text: `Note ${n} `.repeat(20) }) as const,
        ),
      ],
      controls: [],
    }
    for (let words = 0; words <= 40; words++) {
      const rows = lines(300).map((line) => ({ ...line, notes: ['engraved with a verse '.repeat(words)] }))
      const [first] = slackPages({ ...view, blocks: [{ kind: 'lines', rows }, ...view.blocks] })
      const kinds = first?.view.blocks.map(({ kind }) => kind).filter((kind) => kind !== 'lines') ?? []
      expect(kinds.slice(0, 2)).toEqual(['totals', 'fields'])
      expect(JSON.stringify(first?.view)).toMatch(/300\.00.*Elm St.*Visa/)
    }
  })
})
