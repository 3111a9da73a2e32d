/**
 * The complete text of every view, placement and form: every fact and every control by its label,
 * money in one aligned column. The terminal prints it; notifications and screen readers get it;
 * transcripts are tested with it. A new block kind breaks the build here until it is handled.
 */
import { saidMoments } from './moment.ts'
import type {
  Block,
  Control,
  Form,
  FormField,
  LineRow,
  ListItem,
  Placement,
  SelectOption,
  TotalRow,
  View,
} from './view.ts'

/** One string, lines separated by `\n`, without one at the end. */
export function placementText(placement: Placement): string {
  switch (placement.place) {
    case 'post':
      return `${mentioned(placement.mention)}${viewText(placement.view)}`
    case 'card':
    case 'new-card':
    case 'collapse':
    case 'note':
      return viewText(placement.view)
    case 'form':
      return formText(placement.form)
    case 'form-errors':
      return [
        'Please look at these again:',
        ...Object.entries(placement.errors).map(([field, why]) => `  ${field}: ${why}`),
      ].join('\n')
    case 'remove':
      return ''
    case 'suggestions':
      return placement.options.length === 0 ? 'Nothing found.' : numbered(placement.options).join('\n')
    case 'outside':
      return placement.what.kind === 'event'
        ? placement.what.type
        : `${placement.what.kind} for order ${placement.what.order}`
    default:
      return placement satisfies never
  }
}

/** Moments as the shop's clock says them. */
export const viewText = (view: View, columns?: number): string => saidMoments(markedText(view, columns))

/** The same with its moments still marked, for a platform that draws them. */
export function markedText(view: View, columns?: number): string {
  const column = moneyColumn(view.blocks, columns)
  const status = view.status === undefined ? [] : [`(${view.status})`]
  return [
    view.headline,
    ...(view.change === undefined ? [] : [view.change]),
    ...status,
    ...view.blocks.flatMap((block) => blockLines(block, column)),
    ...controlLines(view.controls),
  ].join('\n')
}

/** Where amounts end, counted in characters; on a narrow screen labels go on below at `wrap`. */
type Column = { readonly label: number; readonly amount: number; readonly wrap: number | undefined }

const WIDEST_LABEL = 60
/** Beside a label and its amount: two blanks before, two between, and the currency. */
const AROUND = 8
const NARROWEST_LABEL = 12
function moneyColumn(blocks: readonly Block[], columns: number | undefined): Column {
  const cells = blocks.flatMap((block): readonly (readonly [string, string])[] => {
    if (block.kind === 'lines') return block.rows.map((row) => [lineLabel(row), row.amount])
    return block.kind === 'totals' ? block.rows.map((row) => [row.label, row.amount]) : []
  })
  const widths = cells.map(([text]) => width(text))
  const amount = Math.max(0, ...cells.map(([, each]) => width(each)))
  if (columns === undefined)
    return { label: Math.max(0, ...widths.filter((length) => length <= WIDEST_LABEL)), amount, wrap: undefined }
  const wrap = Math.min(WIDEST_LABEL, Math.max(NARROWEST_LABEL, columns - amount - AROUND))
  return { label: Math.min(wrap, Math.max(0, ...widths)), amount, wrap }
}

/** Characters as people count them; close enough for a fixed-width column. */
const width = (text: string): number => [...text].length

function amountLine(label: string, amount: string, column: Column): string {
  const pieces = column.wrap === undefined ? [label] : wrapped(label, column.wrap)
  const last = pieces.at(-1) ?? ''
  const line =
    `  ${last}${' '.repeat(Math.max(0, column.label - width(last)))}  ` +
    `${' '.repeat(Math.max(0, column.amount - width(amount)))}${amount}`
  return [...pieces.slice(0, -1).map((piece) => `  ${piece}`), line].join('\n')
}

/** At blanks; a word longer than a line keeps its own. */
function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + 1 + width(word) > most) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

const lineLabel = ({ quantity, name, detail }: LineRow): string =>
  `${quantity} x ${name}${detail === undefined ? '' : `, ${detail}`}`

function blockLines(block: Block, column: Column): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'heading':
      return [block.text, '-'.repeat(Math.min(width(block.text), WIDEST_LABEL))]
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${value}`)
    case 'lines':
      return block.rows.flatMap((row) => lineRow(row, column))
    case 'totals':
      return totalRows(block.rows, column)
    case 'notice':
      return [`${TONES[block.tone]}${block.text}`]
    case 'image':
      return block.alt === '' ? [] : [`[picture: ${block.alt}]`]
    case 'progress':
      return [`Progress: ${block.done.join(', ')}; next: ${block.next}`]
    case 'list':
      return block.items.map((item) => `- ${itemText(item)}`)
    case 'small-print':
      return [block.text, ...(block.links.length === 0 ? [] : [block.links.map(itemText).join(', ')])]
    default:
      return block satisfies never
  }
}

const itemText = (item: ListItem): string => (typeof item === 'string' ? item : `${item.text}: ${item.url}`)

const TONES = { info: '', success: '', warning: 'Note: ', problem: 'Problem: ' } as const

const below = ({ sku, notes }: LineRow): readonly string[] => [...(sku === undefined ? [] : [sku]), ...notes]

/** The picture of a line shows what its name says. */
function lineRow(row: LineRow, column: Column): readonly string[] {
  return [amountLine(lineLabel(row), row.amount, column), ...below(row).map((note) => `      ${note}`)]
}

function totalRows(rows: readonly TotalRow[], column: Column): readonly string[] {
  const rule = `  ${'-'.repeat(column.label + column.amount + 2)}`
  return rows.flatMap((row, index) => {
    const before = index === 0 || (row.weight === 'strong' && rows[index - 1]?.weight !== 'strong') ? [rule] : []
    const unit = row.unit === undefined ? '' : ` ${row.unit}`
    return [...before, `${amountLine(row.label, row.amount, column)}${unit}`]
  })
}

/**
 * Buttons stand together on one line; a select that answers a question is numbered, any other is
 * named by its labels.
 */
function controlLines(controls: readonly Control[]): readonly string[] {
  const pressed = controls.flatMap((control) => (control.kind === 'button' ? [`[${control.label}]`] : []))
  const others = controls.filter((control) => control.kind !== 'button')
  const questions = others.filter((control) => control.kind === 'select' && control.numbered === true)
  const rest = others.filter((control) => !questions.includes(control))
  return [
    ...questions.flatMap(otherLines),
    ...(pressed.length === 0 ? [] : [pressed.join(' ')]),
    ...rest.flatMap(otherLines),
  ]
}

function otherLines(control: Exclude<Control, { kind: 'button' }>): readonly string[] {
  switch (control.kind) {
    case 'select':
      return control.numbered === true
        ? [`${control.label}:`, ...numbered(control.options)]
        : [`${control.label}: ${control.options.map((option) => `[${optionText(option)}]`).join(' ')}`]
    case 'search':
      return [`[${control.label}] (search)`]
    case 'link':
      return [`${control.label}: ${control.url}`]
    default:
      return control satisfies never
  }
}

const optionText = ({ label, description }: SelectOption): string =>
  description === undefined ? label : `${label} - ${description}`
const numbered = (options: readonly SelectOption[]): readonly string[] =>
  options.map((option, index) => `  ${index + 1}. ${optionText(option)}`)

export function formText(form: Form): string {
  return [form.title, ...form.fields.flatMap(fieldLines), `[${form.submit}]`].join('\n')
}

function fieldLines(field: FormField): readonly string[] {
  const value = field.options?.find((option) => option.value === field.value)?.label ?? field.value ?? ''
  const name = `${field.label}${field.required ? ' (required)' : ''}: ${value}`.trimEnd()
  return [
    `  ${name}`,
    ...(field.help === undefined ? [] : [`      ${field.help}`]),
    ...(field.options ?? []).map((option) => `      - ${optionText(option)}`),
  ]
}

/** "@sam " */
const mentioned = (key: string | undefined): string => (key === undefined ? '' : `@${key.slice(key.indexOf(':') + 1)} `)
