/**
 * WooCommerce's product CSV. Rule: a simple product is one variant of itself; a variable one gets its
 * variants from its variations, which name it by SKU or "id:123" and may stand anywhere, so that they
 * wait for the end of the file. An attribute is an option where some variation chooses among its
 * values; a variation for any value becomes one of each.
 */
import {
  type Cell,
  type ColumnReading,
  type Given,
  type GivenProduct,
  type GivenStock,
  isTrue,
  lastCategory,
  plainText,
  type Sheet,
} from './given.ts'

export const isWooCommerce = (has: (column: string) => boolean): boolean =>
  has('Type') && has('Name') && has('Regular price') && has('Parent')

type Around = { readonly now: Date; readonly weightUnit: string }
type Attribute = { readonly name: string; readonly values: readonly string[] }
type Variation = { readonly parent: Cell; readonly sheet: Sheet }

export function readWooCommerce(around: Around): ColumnReading {
  const parents = new Map<string, Sheet>()
  const names = new Map<string, Sheet>()
  const variations: Variation[] = []
  return {
    take(sheet) {
      const type = sheet.cell('Type')
      switch (type.text.toLowerCase().split(',')[0]?.trim()) {
        case 'simple':
          return [
            { kind: 'product', product: productOf(sheet, []) },
            variantOf({ key: keyOf(sheet), values: [], added: '' }, sheet, around),
          ]
        case 'variable':
          parents.set(keyOf(sheet), sheet)
          for (const name of [sheet.cell('SKU').text, `id:${sheet.cell('ID').text}`])
            names.set(name.toLowerCase(), sheet)
          return []
        case 'variation':
          variations.push({ parent: sheet.cell('Parent'), sheet })
          return []
        default:
          return [said(type, `"${type.text}" is not sold by itself here: left out`, true)]
      }
    },
    end() {
      const parentOf = ({ parent }: Variation) => names.get(parent.text.toLowerCase())
      const orphans = variations.filter((one) => one.parent.text === '' || parentOf(one) === undefined)
      const known = variations.filter((one) => !orphans.includes(one))
      const families = Map.groupBy(known, (one) => keyOf(parentOf(one) ?? one.sheet))
      return [
        ...orphans.map(({ parent }) => said(parent, `there is no variable product "${parent.text}" in the file`)),
        ...[...parents].flatMap(([key, sheet]) => family(key, sheet, families.get(key) ?? [], around)),
      ]
    },
  }
}

const said = ({ row, column }: Cell, message: string, warning?: true): Given => ({
  kind: 'problem',
  problem: { row, column, message, ...(warning === undefined ? {} : { warning }) },
})

const keyOf = ({ cell, row }: Sheet): string =>
  cell('SKU').text || (cell('ID').text === '' ? `row ${row}` : `id ${cell('ID').text}`)

const PLACES = Array.from({ length: 12 }, (_, at) => at + 1)
/** "Red, Blue\, dark": a comma inside a value is written with a backslash. */
const attributesOf = ({ cell }: Sheet): readonly Attribute[] =>
  PLACES.flatMap((place) => {
    const name = plainText(cell(`Attribute ${place} name`).text)
    const values = cell(`Attribute ${place} value(s)`)
      .text.split(/(?<!\\),/)
      .map((value) => plainText(value.replaceAll('\\,', ',')))
      .filter((value) => value !== '')
    return name === '' ? [] : [{ name, values }]
  })

function family(key: string, parent: Sheet, variations: readonly Variation[], around: Around): readonly Given[] {
  if (variations.length === 0)
    return [said(parent.cell('Type'), 'this product has no variations in the file: left out', true)]
  const given = attributesOf(parent)
  const chosen = variations.map(
    ({ sheet }) => new Map(attributesOf(sheet).map(({ name, values }) => [name, values[0]])),
  )
  const options = given.filter(({ name }) => chosen.some((values) => values.get(name) !== undefined))
  return [
    {
      kind: 'product',
      product: productOf(
        parent,
        options.map(({ name }) => name),
      ),
    },
    ...variations.flatMap(({ sheet }, at) =>
      combinations(options, chosen[at] ?? new Map()).map(({ values, added }) =>
        variantOf({ key, values, added, parent }, sheet, around),
      ),
    ),
  ]
}

type Combination = { readonly values: readonly string[]; readonly added: string }
function combinations(
  options: readonly Attribute[],
  chosen: ReadonlyMap<string, string | undefined>,
): readonly Combination[] {
  return options.reduce<readonly Combination[]>(
    (made, { name, values }) => {
      const one = chosen.get(name)
      if (one !== undefined) return made.map(({ values: before, added }) => ({ values: [...before, one], added }))
      return made.flatMap(({ values: before, added }) =>
        values.map((value) => ({ values: [...before, value], added: `${added} ${value}` })),
      )
    },
    [{ values: [], added: '' }],
  )
}

function productOf(sheet: Sheet, options: readonly string[]): GivenProduct {
  const { cell } = sheet
  const name = cell('Name')
  const category = lastCategory(cell('Categories').text)
  const brand = plainText(cell('Brands').text.split(',')[0] ?? '')
  const [url = ''] = cell('Images').text.split(/,\s*/)
  return {
    key: keyOf(sheet),
    name: { ...name, text: plainText(name.text) },
    ...(category === '' ? {} : { category }),
    ...(brand === '' ? {} : { brand }),
    ...(url === '' ? {} : { image: { url, alt: plainText(name.text) } }),
    active: isPublished(sheet),
    taxed: !/^none$/i.test(cell('Tax status').text),
    options,
  }
}

const isPublished = ({ cell }: Sheet): boolean => cell('Published').text === '' || isTrue(cell('Published').text)

type Variant = {
  readonly key: string
  readonly values: readonly string[]
  readonly added: string
  /** Its weight is that of a variation that says none. */
  readonly parent?: Sheet
}
function variantOf({ key, values, added, parent }: Variant, sheet: Sheet, { now, weightUnit }: Around): Given {
  const { cell } = sheet
  const regular = cell('Regular price')
  const sale = cell('Sale price')
  const own = cell(`Weight (${weightUnit})`)
  const onSale = sale.text !== '' && isOn(sheet, now)
  const sku = cell('SKU')
  return {
    kind: 'variant',
    variant: {
      key,
      sku: sku.text === '' ? sku : { ...sku, text: `${sku.text}${added.replaceAll(/\s+/g, '-')}` },
      values,
      price: onSale ? sale : regular,
      ...(onSale ? { compareAt: regular } : {}),
      cost: cell('Cost of goods'),
      weight: { amount: own.text === '' && parent !== undefined ? parent.cell(own.column) : own, unit: weightUnit },
      active: isPublished(sheet),
      stock: stockOf(sheet),
    },
  }
}

const isOn = ({ cell }: Sheet, now: Date): boolean => {
  const from = Date.parse(cell('Date sale price starts').text)
  const to = Date.parse(cell('Date sale price ends').text)
  return !(from > now.getTime()) && !(to < now.getTime())
}

function stockOf({ cell }: Sheet): GivenStock {
  const onHand = cell('Stock')
  const backorders = isTrue(cell('Backorders allowed?').text) || cell('Backorders allowed?').text === 'notify'
  const counted = { kind: 'counted', backorders: backorders ? 'allowed' : 'refused' } as const
  if (/^-?\d/.test(onHand.text)) return { ...counted, onHand }
  const inStock = cell('In stock?')
  return inStock.text === '0' ? { ...counted, onHand: { ...inStock, text: '0' } } : { kind: 'untracked' }
}
