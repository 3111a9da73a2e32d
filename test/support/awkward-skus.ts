// A shop whose SKUs are as awkward as shop files bring them: without a hyphen, with `_`, `.`, `/`
// and `'`, digits first, digits only, ordinary words, words of the catalog, and a product called
// "one". Next: test/conversation/skus.test.ts adds every one of them.
import { readShopFile } from '#shop-file/read.ts'
import type { ShopData } from '#store/shop/shop-data.ts'

const WORDS = [
  ...[
    'CAM',
    'ESP',
    'AA',
    'ONE',
    'TWO',
    'A',
    'X',
    'YES',
    'NO',
    'ADD',
    'SET',
    'PLACE',
    'CANCEL',
    'UNDO',
    'SHOW',
    'CART',
    'HELP',
    'NEW',
    'NEXT',
  ],
  ...[
    'THE',
    'AND1',
    'ORDER',
    'COUPON',
    'SHIP',
    'HOME',
    'OFFICE',
    'DOZEN',
    'HALF',
    'PAIR',
    'RED',
    'BLUE',
    'XL',
    'M',
    'CUP',
    'MUG',
    'CAP',
  ],
  ...[
    'WHY',
    'PAY',
    'CARD',
    'LINK',
    'PRICE',
    'TAKE',
    'OFF',
    'NOTE',
    'GUEST',
    'STOCK',
    'FIND',
    'PERSON',
    'ASK',
    'ACCEPT',
    'QUOTE',
    'FREE',
  ],
]
const numbered = (count: number, make: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => make(n))

export const AWKWARD_SKUS: readonly string[] = [
  ...WORDS,
  ...numbered(40, (n) => `${4052783 + n * 7}_BLOCK`),
  ...numbered(40, (n) => `C0${300 + n}_EACH`),
  ...numbered(30, (n) => `${n + 10}LED`),
  ...numbered(25, (n) => `B.${n}.${n * 3}`),
  ...numbered(25, (n) => `${n + 1}/4X${n}`),
  ...numbered(25, (n) => `O'HARE${n === 0 ? '' : n}`),
  ...numbered(20, (n) => `${70_000_000 + n * 11}`),
  ...numbered(20, (n) => `${n + 1}-${n + 2}`),
  ...numbered(25, (n) => `WX${n}`),
]

const product = (sku: string, at: number): string => {
  const name = sku === 'ONE' ? 'One' : sku === 'CUP' ? 'Espresso cup' : `Article ${at} of the range`
  return [
    `  - id: article-${at}`,
    `    code: P${at}`,
    `    name: ${JSON.stringify(name)}`,
    `    plural: ${JSON.stringify(`${name}s`)}`,
    ...(sku === 'ONE' ? ['    synonyms: [one, the one]'] : []),
    '    category: range',
    '    price: 4.00',
    '    weight: 10',
    '    options: []',
    `    variants: { ${JSON.stringify(sku)}: [] }`,
  ].join('\n')
}

const FILE = `
shop:
  name: Awkward Goods
  currency: USD
  locale: en-US
  timeZone: America/Chicago
  pricesIncludeTax: false
  address: { lines: [1 Pier Rd], city: Springfield, subdivision: IL, postcode: 62701, country: US }
  hours: { days: [mon, tue, wed, thu, fri], from: 09:00, to: 17:00 }
  cutOff: 14:00
  firstOrderNumber: 10001
  reasons: [damaged, other]
shipping:
  - { id: standard, name: Standard, zones: [{ countries: [US] }], price: 5.95, days: 3-5 }
payment: { link: true, stored: true, invoice: true }
times: { priceFreezeHours: 24, draftIdleDays: 7, linkHoldMinutes: 60, reminderMinutes: 60, approvalHours: 24 }
limits: { rep: { percent: 50%, amount: 100.00, linePercent: 50% }, lead: {}, manager: {}, admin: {} }
staff: [{ id: sam, name: Sam, role: rep }, { id: ada, name: Ada, role: admin }]
stock: { default: 50 }
products:
`

export function awkwardShop(now: string = new Date().toISOString()): ShopData {
  const result = readShopFile(`${FILE}${AWKWARD_SKUS.map(product).join('\n')}\n`, { now })
  if (result.ok) return result.data
  throw new Error(result.problems.map((problem) => JSON.stringify(problem)).join('\n'))
}
