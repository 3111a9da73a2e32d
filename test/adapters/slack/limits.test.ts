// Whatever a cart holds, Slack takes what is drawn of it and people can read all of it: generated
// carts of 1 to 300 lines with hard names, forms and home pages, against the limit table and, where
// the environment names them, the outside validators. Rule: page, never cut; live mentions only of
// who must act. Next: adapters/slack/renderer, test/support/hard-views.ts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderHome } from '#adapters/slack/renderer/home.ts'
import { renderAll, type SlackMessage } from '#adapters/slack/renderer/message.ts'
import { slackModal } from '#adapters/slack/renderer/modal.ts'
import type { Form, FormField, View } from '#conversation/edge/view.ts'
import { objs } from '#playground/loopback/json.ts'
import { messageProblems, viewProblems } from '#playground/loopback/slack/limits.ts'
import { liveMentions } from '#playground/loopback/slack/mentions.ts'
import { screenText } from '#playground/loopback/slack/transcript.ts'
import { hardCarts, hardWords } from '#test/support/hard-views.ts'
import { payloadCheck } from '#test/support/payload-check.ts'

const RUNS = 40
const THREAD = 'slack:T1/C0123ABCD/1700000000.000100'
const outside = await payloadCheck()
const outsideProblems = (method: string, args: unknown) => (outside.kind === 'ready' ? outside.slack(method, args) : [])

const tight = (text: string) => text.replace(/\s+/g, '')
const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
/** What a person reads on all pages together. */
const read = (pages: readonly SlackMessage[]) => tight(pages.map(({ blocks }) => screenText(objs(blocks))).join('\n'))

/** Everything a view says, in pieces short enough that a turn of the page falls into few of them. */
function facts(view: View): readonly string[] {
  const said = view.blocks.flatMap((block): readonly string[] => {
    switch (block.kind) {
      case 'lines':
        return block.rows.flatMap(({ quantity, name, detail = '', sku = '', amount, notes }) => [
          `${quantity}`,
          name,
          detail,
          sku,
          amount,
          ...notes,
        ])
      case 'totals':
        return block.rows.flatMap(({ label, amount }) => [label, amount])
      case 'fields':
        return block.fields.flatMap(({ label, value }) => [label, value])
      case 'list':
        return block.items.map((item) => (typeof item === 'string' ? item : item.text))
      case 'progress':
        return [...block.done, block.next]
      case 'image':
        return []
      default:
        return [block.text]
    }
  })
  const controls = view.controls.flatMap((control) =>
    control.kind === 'select'
      ? control.options.map(({ label }) => label)
      : control.kind === 'button'
        ? [control.label]
        : [],
  )
  return [view.headline, view.status ?? '', ...said, ...controls]
}

/** Pieces of it that nobody can read anywhere. */
const missing = (view: View, text: string): readonly string[] =>
  facts(view)
    .flatMap((fact) => tight(fact).match(/[\s\S]{1,30}/gu) ?? [])
    .filter((piece) => !text.includes(piece))

describe('generated carts', () => {
  test(`are within the limit table, page by page, and mention nobody but who must act (${RUNS} carts)`, {
    timeout: 120_000,
  }, () => {
    let messages = 0
    fc.assert(
      fc.property(hardCarts, (view) => {
        for (const { text, blocks } of renderAll(view, { thread: THREAD, mention: { user: 'U1' } })) {
          messages++
          expect(messageProblems({ text, blocks })).toEqual([])
          expect(liveMentions({ text, blocks })).toEqual(['<@U1>'])
        }
      }),
      { numRuns: RUNS },
    )
    console.log(`Slack limits: ${RUNS} carts of 1 to 300 lines, ${messages} messages, 0 beyond the table`)
  })

  test('show every line, note, amount and choice on one of their pages, and say every line in the text beside the blocks', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(hardCarts, (view) => {
        const pages = renderAll(view, { thread: THREAD })
        // A piece that lies across a turn of the page is read in two halves.
        const lost = missing(view, read(pages))
        expect(lost.length, lost.join(' | ')).toBeLessThan(pages.length)
        const spoken = tight(pages.map(({ text }) => unescaped(text)).join('\n'))
        const skus = view.blocks.flatMap((block) =>
          block.kind === 'lines' ? block.rows.map(({ sku = '' }) => sku) : [],
        )
        expect(skus.filter((sku) => !spoken.includes(sku))).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('pass the outside validators', { timeout: 180_000 }, ({ skip }) => {
    if (outside.kind === 'absent') return skip(outside.why)
    let checked = 0
    fc.assert(
      fc.property(hardCarts, (view) => {
        for (const { text, blocks } of renderAll(view, { thread: THREAD })) {
          checked++
          expect(outsideProblems('chat.postMessage', { channel: 'C1', text, blocks })).toEqual([])
        }
      }),
      { numRuns: 20 },
    )
    console.log(`outside validators: ${checked} messages of generated carts, 0 problems`)
  })
})

const option = fc.record({
  value: fc.string({ minLength: 1, maxLength: 60 }),
  label: hardWords(150),
  description: hardWords(150),
})
const field: fc.Arbitrary<FormField> = fc
  .record({
    label: hardWords(80),
    kind: fc.constantFrom('text', 'long-text', 'email', 'phone', 'amount', 'number', 'choice'),
    required: fc.boolean(),
    value: fc.option(hardWords(500), { nil: undefined }),
    help: fc.option(hardWords(300), { nil: undefined }),
    options: fc.uniqueArray(option, { minLength: 1, maxLength: 60, selector: ({ value }) => value }),
    find: fc.constantFrom(undefined, 'product', 'customer'),
  })
  .map(({ value, help, options, find, kind, ...rest }) => ({
    ...{ ...rest, kind, id: '' },
    ...(kind === 'choice'
      ? { options, value: options[0]?.value ?? '' }
      : value === undefined || kind === 'number'
        ? {}
        : { value }),
    ...(help === undefined ? {} : { help }),
    ...(find === undefined || kind !== 'text' ? {} : { find }),
  }))
const forms: fc.Arbitrary<Form> = fc
  .record({ title: hardWords(40), submit: hardWords(40), fields: fc.array(field, { minLength: 1, maxLength: 12 }) })
  .map(({ fields, ...rest }) => ({
    ...rest,
    token: 'f.1.1..mac',
    fields: fields.map((each, n) => ({ ...each, id: `field${n}` })),
  }))

describe('generated forms and home pages', () => {
  test('are within the limit table, labels and choices complete', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(forms, (form) => {
        const view = slackModal(form, { t: THREAD, k: form.token, w: 'shared' })
        expect(viewProblems(view, 'modal')).toEqual([])
        expect(outsideProblems('views.open', { trigger_id: '1.2', view })).toEqual([])
        const text = tight(JSON.stringify(view))
        for (const { label } of form.fields) expect(text).toContain(tight(JSON.stringify(label).slice(1, -1)))
      }),
      { numRuns: RUNS },
    )
  })

  test('of long lists turn pages', { timeout: 120_000 }, () => {
    const lists = fc.array(hardWords(300), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(lists, (items) => {
        const view: View = { headline: 'Your orders', blocks: [{ kind: 'list', items }], controls: [] }
        const count = renderAll(view).length
        const pages = Array.from({ length: count }, (_, page) => renderHome(view, { thread: 'slack:T1/home/U1', page }))
        for (const page of pages) {
          expect(viewProblems(page, 'home')).toEqual([])
          expect(outsideProblems('views.publish', { user_id: 'U1', view: page })).toEqual([])
        }
        const text = tight(pages.map(({ blocks }) => screenText(objs(blocks))).join('\n'))
        expect(missing(view, text)).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})
