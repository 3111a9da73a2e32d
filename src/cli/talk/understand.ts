/**
 * `understand -- --catalog FILE [--context FILE]`: rows of typed messages on standard input, one
 * JSON row each on standard output, in order. The edge of the product's own understanding module:
 * it only converts shapes. Data: options as records (retail) or lists (multi-choice sets).
 */

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { actOut } from '#cli/talk/understood-acts.ts'
import type {
  Extra,
  Message,
  Op,
  SpokenLine,
  UnderstandingCatalog,
  UnderstandingContext,
  Understood,
} from '#conversation/understanding/types.ts'
import { understand } from '#conversation/understanding/understand.ts'
import { buildLexicon, type Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { given } from '#domain/base/given.ts'

const choice = z.object({
  option: z.string(),
  value: z.string().optional(),
  anyOf: z.array(z.string()).optional(),
  amount: z.number().optional(),
  qualifier: z.enum(['extra', 'light']).optional(),
  negated: z.boolean().optional(),
})
const line = z.object({
  product: z.string(),
  quantity: z.number(),
  options: z.union([z.record(z.string(), z.string()), z.array(choice)]).default({}),
})
const row = z.object({
  id: z.unknown().optional(),
  text: z.string(),
  before: z.array(line).nullish(),
  focus: z.number().nullish(),
  pending: z.object({ ask: z.string(), line: z.number().nullish() }).nullish(),
  undoTo: z.array(line).nullish(),
  hasDraft: z.boolean().nullish(),
  prev: z.string().nullish(),
  /** The placed order last spoken of, and who speaks. */
  order: z.object({ number: z.string(), status: z.string(), lines: z.array(line) }).nullish(),
  actor: z.enum(['rep', 'manager', 'customer', 'guest']).nullish(),
})
const catalogFile = z.object({
  options: z.record(
    z.string(),
    z.object({
      multi: z.boolean(),
      negatable: z.boolean(),
      qualifiable: z.boolean(),
      values: z.array(
        z.object({
          id: z.string(),
          synonyms: z.array(z.string()),
          anyOf: z.array(z.string()).optional(),
          amount: z.number().optional(),
        }),
      ),
    }),
  ),
  products: z.array(
    z.object({
      id: z.string(),
      synonyms: z.array(z.string()),
      options: z.array(z.string()),
      headless: z.boolean().optional(),
      code: z.string().optional(),
      name: z.string().optional(),
      sku: z.string().optional(),
      optionValues: z.record(z.string(), z.array(z.string())).optional(),
      variants: z.array(z.object({ sku: z.string(), options: z.record(z.string(), z.string()) })).optional(),
    }),
  ),
})
const contextFile = z.object({
  addresses: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
  lastOrder: z.object({ id: z.string(), lines: z.array(line) }).nullish(),
  methods: z
    .array(z.union([z.string(), z.object({ id: z.string(), words: z.array(z.string()).default([]) })]))
    .optional(),
})
type Row = z.infer<typeof row>
type FileLine = z.infer<typeof line>

/** Which shape a set uses for options: single-choice catalogs records, multi-choice ones lists. */
type Shape = 'record' | 'list'

export async function understandCommand(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv.filter((word) => word !== '--'),
    options: { catalog: { type: 'string' }, context: { type: 'string' } },
  })
  if (values.catalog === undefined) {
    process.stderr.write('Usage: understand -- --catalog FILE [--context FILE] < rows.jsonl\n')
    return 2
  }
  const catalog = catalogFile.parse(JSON.parse(readFileSync(values.catalog, 'utf8'))) as UnderstandingCatalog
  const context =
    values.context === undefined ? {} : contextOf(contextFile.parse(JSON.parse(readFileSync(values.context, 'utf8'))))
  const lexicon = buildLexicon(catalog)
  const shape: Shape = Object.values(catalog.options).some((option) => option.multi) ? 'list' : 'record'
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  const rows = Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
  process.stdout.write(
    rows.map((text) => `${JSON.stringify(answer(lexicon, context, row.parse(JSON.parse(text)), shape))}\n`).join(''),
  )
  return 0
}

function contextOf(file: z.infer<typeof contextFile>): UnderstandingContext {
  return {
    ...(file.addresses === undefined
      ? {}
      : { addresses: Array.isArray(file.addresses) ? file.addresses : Object.keys(file.addresses) }),
    ...(file.lastOrder ? { lastOrder: { id: file.lastOrder.id, lines: file.lastOrder.lines.map(lineIn) } } : {}),
    methods: (file.methods ?? []).map((method) => (typeof method === 'string' ? { id: method, words: [] } : method)),
  }
}

function answer(lexicon: Lexicon, context: UnderstandingContext, input: Row, shape: Shape): Record<string, unknown> {
  const message: Message = {
    text: input.text,
    lines: (input.before ?? []).map(lineIn),
    ...(input.focus == null ? {} : { focus: input.focus }),
    ...(input.pending == null
      ? {}
      : { pending: { ask: input.pending.ask, ...(input.pending.line == null ? {} : { line: input.pending.line }) } }),
    ...(input.undoTo == null ? {} : { undoTo: input.undoTo.map(lineIn) }),
    hasDraft: input.hasDraft ?? (input.before ?? []).length > 0,
    ...(input.prev == null ? {} : { prev: input.prev }),
    ...(input.order == null ? {} : { order: { ...input.order, lines: input.order.lines.map(lineIn) } }),
    ...(input.actor == null ? {} : { actor: input.actor }),
    context,
  }
  return { id: input.id, ...out(understand(lexicon, message), shape, message) }
}

function out(understood: Understood, shape: Shape, message: Message): Record<string, unknown> {
  const { lines, act, confident, unexplained, question } = understood
  const ops = repeatedAsAdds(understood)
  return {
    lines: lines.map((held) => lineOut(held, shape)),
    ops: ops.map((op) => (message.actor === undefined ? undefined : actOut(op, message)) ?? opOut(op, shape)),
    act,
    confident,
    unexplained,
    ...given({ question }),
  }
}

/** A repeated order with changes is told by the lines that come of it. */
function repeatedAsAdds({ ops, lines }: Understood): readonly Op[] {
  const at = ops.findIndex((op) => op.op === 'repeatLast')
  const changes = ops.filter((op) => 'line' in op)
  if (at < 0 || changes.length === 0) return ops
  const others = ops.filter((op) => op.op !== 'repeatLast' && op.op !== 'add' && !changes.includes(op))
  return [...lines.map((line): Op => ({ op: 'add', ...line })), ...others]
}

/** What the reader calls by another name than the sentences do. */
const ABOUT: Readonly<Record<string, string>> = { shipping: 'delivery' }

function lineIn({ product, quantity, options }: FileLine): SpokenLine {
  if (!Array.isArray(options)) return { product, quantity, options }
  const plain = options.filter(
    (held) =>
      held.value !== undefined && held.amount === undefined && held.qualifier === undefined && held.negated !== true,
  )
  const counts = new Map<string, number>()
  for (const held of options) counts.set(held.option, (counts.get(held.option) ?? 0) + 1)
  const single = plain.filter((held) => counts.get(held.option) === 1)
  const extras = options
    .filter((held) => !single.includes(held))
    .map((held) => ({ ...held, ...(held.negated === true ? { negated: true as const } : {}) }) as Extra)
  return {
    product,
    quantity,
    options: Object.fromEntries(single.map((held) => [held.option, held.value ?? ''])),
    ...(extras.length === 0 ? {} : { extras }),
  }
}

const optionsOut = (
  held: { readonly options: Readonly<Record<string, string>>; readonly extras?: readonly Extra[] },
  shape: Shape,
): unknown =>
  shape === 'record'
    ? held.options
    : [...Object.entries(held.options).map(([option, value]) => ({ option, value })), ...(held.extras ?? [])]

const lineOut = (held: SpokenLine, shape: Shape): unknown => ({
  product: held.product,
  quantity: held.quantity,
  options: optionsOut(held, shape),
})

/** Without what only the product needs: the reason of a price change and the details of a question. */
export function opOut(op: Op, shape: Shape): Readonly<Record<string, unknown>> {
  switch (op.op) {
    case 'add':
    case 'replace':
    case 'split':
    case 'setOption': {
      const { extras: _extras, ...rest } = op
      return { ...rest, options: optionsOut(op, shape) }
    }
    case 'clarify':
      return { op: op.op, about: op.about, candidates: op.candidates }
    case 'ask': {
      const { of: _of, ...rest } = op
      return { ...rest, about: ABOUT[op.about] ?? op.about }
    }
    case 'smalltalk':
      return { op: op.op }
    case 'noVariant':
      return { op: op.op, product: op.product, options: op.options }
    case 'priceAdjust': {
      const { reason: _reason, ...rest } = op
      return rest
    }
    default:
      return op
  }
}
