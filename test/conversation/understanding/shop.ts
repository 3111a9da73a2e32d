/**
 * Two small shops to read sentences against: a goods shop (single choices, variants) and a kitchen
 * (toppings with extra, light and without). `said` writes operations as one short line, so that a
 * table of sentences stays readable.
 */
import { buildLexicon } from '#conversation/understanding/words/lexicon.ts'
import type {
  CatalogProduct,
  Extra,
  Op,
  SpokenLine,
  UnderstandingCatalog,
  UnderstandingContext,
} from '../../../src/conversation/understanding/types.ts'

const value = (id: string, ...synonyms: string[]) => ({ id, synonyms: [id, ...synonyms] })
const single = (...values: ReturnType<typeof value>[]) => ({
  multi: false,
  negatable: false,
  qualifiable: false,
  values,
})

function variantsOf(
  code: string,
  values: Readonly<Record<string, readonly string[]>>,
): NonNullable<CatalogProduct['variants']> {
  const start: { sku: string; options: Readonly<Record<string, string>> }[] = [{ sku: code, options: {} }]
  return Object.entries(values).reduce(
    (rows, [option, ids]) =>
      rows.flatMap((row) =>
        ids.map((id) => ({ sku: `${row.sku}-${id.toUpperCase()}`, options: { ...row.options, [option]: id } })),
      ),
    start,
  )
}

function goods(
  id: string,
  code: string,
  synonyms: readonly string[],
  optionValues: Readonly<Record<string, readonly string[]>>,
): CatalogProduct {
  return {
    id,
    code,
    name: id.replace(/-/g, ' '),
    synonyms,
    options: Object.keys(optionValues),
    optionValues,
    variants: variantsOf(code, optionValues),
  }
}

const CLOTHES = ['s', 'm', 'l', 'xl']
export const SHOP: UnderstandingCatalog = {
  options: {
    colour: single(
      value('black'),
      value('white'),
      value('navy', 'navy blue', 'dark blue'),
      value('red'),
      value('blue'),
      value('green'),
      value('grey', 'gray'),
      value('cream'),
    ),
    size: single(value('s', 'small'), value('m', 'medium'), value('l', 'large'), value('xl', 'extra large', 'x-large')),
    volume: single(value('11oz', '11 ounce'), value('15oz', '15 ounce', 'large', 'big')),
    length: single(value('1m', '1 metre', 'one metre'), value('2m', '2 metre', 'two metre')),
    capacity: single(value('500ml', 'half litre'), value('1l', '1 litre', 'one litre')),
    switch: single(
      { id: 'red', synonyms: ['red switches', 'red switch'] },
      { id: 'brown', synonyms: ['brown switches', 'brown switch'] },
    ),
    layout: single(value('us', 'us layout'), value('uk', 'uk layout')),
  },
  products: [
    goods('tee', 'TEE', ['tee', 't-shirt', 'tee shirt'], {
      colour: ['black', 'white', 'navy', 'red', 'blue', 'green'],
      size: CLOTHES,
    }),
    goods('long-sleeve-tee', 'LST', ['long sleeve tee', 'long sleeve t-shirt', 'longsleeve'], {
      colour: ['black', 'white'],
      size: CLOTHES,
    }),
    goods('polo-shirt', 'POLO', ['polo shirt', 'polo'], { colour: ['white', 'navy'], size: CLOTHES }),
    goods('hoodie', 'HOOD', ['hoodie', 'pullover hoodie', 'pullover'], {
      colour: ['black', 'grey', 'navy', 'red'],
      size: CLOTHES,
    }),
    goods('rain-jacket', 'RAIN', ['rain jacket', 'raincoat'], { colour: ['navy', 'green'], size: CLOTHES }),
    goods('denim-jacket', 'DENIM', ['denim jacket', 'jean jacket'], { size: CLOTHES }),
    goods('socks', 'SOCK', ['socks', 'crew socks', 'pair of socks'], { colour: ['black', 'white'] }),
    goods('beanie', 'BEAN', ['beanie', 'wool hat'], { colour: ['black', 'grey', 'red'] }),
    goods('cap', 'CAP', ['cap', 'baseball cap'], { colour: ['black', 'navy'] }),
    goods('tote', 'TOTE', ['tote', 'tote bag', 'canvas bag'], { colour: ['cream', 'black'] }),
    goods('mug', 'MUG', ['mug', 'coffee mug', 'classic mug'], {
      colour: ['white', 'blue', 'red', 'green'],
      volume: ['11oz', '15oz'],
    }),
    goods('travel-mug', 'TMUG', ['travel mug', 'commuter mug'], { colour: ['black', 'blue'] }),
    goods('water-bottle', 'BOT', ['water bottle', 'drink bottle'], {
      colour: ['black', 'green'],
      capacity: ['500ml', '1l'],
    }),
    goods('keyboard', 'KEYB', ['keyboard', 'mechanical keyboard'], { switch: ['red', 'brown'], layout: ['us', 'uk'] }),
    goods('usb-cable', 'USBC', ['usb-c cable', 'type c cable', 'charging cable'], { length: ['1m', '2m'] }),
    goods('hdmi-cable', 'HDMI', ['hdmi cable', 'hdmi lead'], { length: ['1m', '2m'] }),
    goods('speaker', 'SPK', ['speaker', 'bluetooth speaker'], { colour: ['black', 'red', 'blue'] }),
    goods('power-bank', 'PWR', ['power bank', 'battery pack'], { colour: ['black', 'white'] }),
    goods('headphones', 'HEAD', ['headphones', 'headset', 'cans'], { colour: ['black', 'white'] }),
    goods('coaster-set', 'COAS', ['coaster set', 'coasters', 'set of coasters'], {}),
  ],
}

const topping = (id: string, ...synonyms: string[]) => ({ id, synonyms: [id.replace(/_/g, ' '), ...synonyms] })
export const KITCHEN: UnderstandingCatalog = {
  options: {
    size: single(value('small'), value('medium'), value('large')),
    milk: single(
      { id: 'oat', synonyms: ['oat milk', 'oat'] },
      { id: 'soy', synonyms: ['soy milk', 'soy'] },
      { id: 'skim', synonyms: ['skim milk', 'skim', 'non-fat milk'] },
    ),
    topping: {
      multi: true,
      negatable: true,
      qualifiable: true,
      values: [
        topping('cheese'),
        topping('onions', 'onion'),
        topping('mushrooms', 'mushroom'),
        topping('ham'),
        topping('black_olives', 'olives', 'olive'),
        topping('egg'),
        { id: 'beans', synonyms: ['beans'], anyOf: ['red_beans', 'white_beans'] },
        topping('red_beans'),
        topping('white_beans'),
        { id: 'bacon2', synonyms: ['double bacon'], amount: 2 },
        topping('bacon'),
      ],
    },
  },
  products: [
    { id: 'flatbread', synonyms: ['flatbread', 'flatbreads'], options: ['size', 'topping'], headless: true },
    { id: 'wrap', synonyms: ['wrap', 'wraps'], options: ['topping'] },
    { id: 'flat-white', synonyms: ['flat white'], options: ['milk', 'size'] },
    { id: 'cocoa', synonyms: ['cocoa', 'hot chocolate'], options: ['milk', 'size'] },
    { id: 'lemonade', synonyms: ['lemonade'], options: ['size'] },
    { id: 'egg', synonyms: ['egg', 'boiled egg'], options: [] },
  ],
}

export const shopLexicon = buildLexicon(SHOP)
export const kitchenLexicon = buildLexicon(KITCHEN)

export const MUGS: SpokenLine = { product: 'mug', options: { colour: 'blue', volume: '11oz' }, quantity: 2 }
export const HOODIE: SpokenLine = { product: 'hoodie', options: { colour: 'black', size: 'l' }, quantity: 1 }
export const TEE: SpokenLine = { product: 'tee', options: { colour: 'red', size: 'm' }, quantity: 1 }
export const RED_MUG: SpokenLine = { product: 'mug', options: { colour: 'red', volume: '15oz' }, quantity: 1 }

export const CONTEXT: UnderstandingContext = {
  addresses: ['home', 'office'],
  methods: [
    { id: 'standard', words: [] },
    { id: 'express', words: ['fast'] },
    { id: 'pickup', words: [] },
  ],
  lastOrder: { id: '1042', lines: [MUGS, HOODIE] },
}

/** "add 2 mug colour=blue", "setQty 1 3": every field in a fixed order. */
export const said = (ops: readonly Op[]): string => ops.map(line).join('; ')

const record = (options: Readonly<Record<string, unknown>>): string =>
  Object.entries(options)
    .map(([option, chosen]) => `${option}=${Array.isArray(chosen) ? chosen.join('|') : chosen}`)
    .sort()
    .join(' ')
const extra = (choice: Extra): string =>
  `${choice.negated ? '-' : '+'}${choice.qualifier === undefined ? '' : `${choice.qualifier} `}${choice.value ?? choice.anyOf?.join('|')}${choice.amount === undefined ? '' : `*${choice.amount}`}`

function line(op: Op): string {
  const { op: kind, ...rest } = op
  const words = Object.entries(rest).map(([name, field]: [string, unknown]) => {
    if (name === 'extras') return (field as readonly Extra[]).map(extra).sort().join(' ')
    if (name === 'exclude') return `not(${record(field as Record<string, unknown>)})`
    if (Array.isArray(field)) return field.join('|')
    if (typeof field === 'object' && field !== null)
      return 'text' in field ? `"${String(field.text)}"` : record(field as Record<string, unknown>)
    return String(field)
  })
  return [kind, ...words].filter((word) => word !== '').join(' ')
}
