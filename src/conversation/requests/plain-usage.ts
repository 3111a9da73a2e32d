/**
 * The table of the plain commands that take something: what each needs, with an example that works. A command whose argument is missing or wrong says what
 * is wrong with that argument, instead of being read as something else. Rule: a new command with an argument has its row here.
 * Next: plain-rules.ts reads the good ones, turn/interpret.ts asks here when none fits, screens/usage.ts words it.
 */
export type Usage = {
  readonly needs: string
  readonly example: string
  /** Only reps say it; from a customer the words are read freely. */
  readonly staff?: true
  /** What follows can only be meant for this command, well or badly typed. */
  readonly only?: RegExp
  /** Alone it means something, or may be a word of its own. */
  readonly bare?: true
}

const ITEM = 'the SKU of an item'
const ORDER_NUMBER = 'the number of an order'
const SHOUTED = /^\p{Lu}[\p{Lu}\d_./'-]{2,}\s+(?:to\s+)?[-+\d]\S*$/u

/** A SKU, or a word in capitals with an amount; "price of a mug?" is a question. */
const PRICED = /^(?:(?=\S*[\d_-])\S+(?:\s+[^?]*)?|\p{Lu}{2,}\S*\s+[^?]*\d[^?]*)$/u
const HALF_AN_EMAIL = /@[^\s.@]*$/
/** More than one thing is said: the reader takes it apart. */
const SEVERAL = /[,;\n]|\s(?:and|then|but)\s/i

export const USAGE = {
  add: { needs: 'a quantity and a SKU', example: 'add 2 MUG-BLUE-11OZ' },
  set: { needs: 'the SKU of a line and a quantity', example: 'set MUG-BLUE-11OZ 3', only: SHOUTED },
  remove: { needs: 'the SKU of a line', example: 'remove MUG-BLUE-11OZ' },
  'remove coupon': { needs: 'one coupon code', example: 'remove coupon SAVE10', bare: true },
  note: { needs: `${ITEM} in the cart and the words`, example: 'note MUG-BLUE-11OZ gift wrap' },
  customer: { needs: 'an e-mail, a phone or a customer number', example: 'customer C-1001', staff: true },
  'order for': { needs: 'an e-mail, a name or a customer number', example: 'order for C-1001: 2 mugs', staff: true },
  guest: { needs: 'a name, an e-mail or a phone', example: 'guest pat@example.com', bare: true, only: HALF_AN_EMAIL },
  register: { needs: 'a name and an e-mail', example: 'register Pat Lee pat@example.com', bare: true, only: HALF_AN_EMAIL },
  'ship to': { needs: 'a saved address or a whole one', example: 'ship to Pat Lee, 9 Elm St, Salem, OR 97301' },
  'bill to': { needs: '"same", a saved address or a whole one', example: 'bill to same' },
  method: { needs: 'one shipping method', example: 'method express', only: /^/ },
  pay: { needs: 'a way to pay: card, link, invoice or on delivery', example: 'pay link' },
  coupon: { needs: 'one coupon code', example: 'coupon SAVE10' },
  take: { needs: 'an amount and "off"', example: 'take 5.00 off: late delivery', staff: true },
  shipping: { needs: 'an amount', example: 'shipping 4.00: goodwill', staff: true },
  price: {
    needs: `${ITEM} in the cart and an amount`,
    example: 'price MUG-BLUE-11OZ 10.00: damaged',
    staff: true,
    only: PRICED,
  },
  quote: {
    needs: 'a number of days, 1 to 90',
    example: 'quote 14 days',
    staff: true,
    bare: true,
    only: /^[-+]?[\d.,/]+\w*\s*(?:days?|weeks?|months?)?$/i,
  },
  comment: { needs: 'the words', example: 'comment ring the bell' },
  memo: { needs: 'the words', example: 'memo caller was kind', staff: true },
  resume: { needs: 'the number of a draft', example: 'resume 3', staff: true, only: /^/ },
  'give to': { needs: 'the name of one colleague', example: 'give to lee', staff: true, only: /^/ },
  status: { needs: ORDER_NUMBER, example: 'status 10001', bare: true },
  find: { needs: 'a word to search', example: 'find blue mug' },
  stock: { needs: 'a SKU or a word', example: 'stock HOOD-BLACK-L' },
  'stock receive': { needs: 'a SKU and a whole number', example: 'stock receive HOOD-BLACK-L 3', staff: true, only: /^/ },
  'stock set': { needs: 'a SKU and a whole number', example: 'stock set HOOD-BLACK-L 3', staff: true, only: /^/ },
  'stock expect': { needs: 'a SKU, a whole number and a day', example: 'stock expect HOOD-BLACK-L 10 2026-12-14', staff: true, only: /^/ },
  'why not': { needs: 'a coupon code or the name of a promotion', example: 'why not FREE75' },
  refund: { needs: `${ORDER_NUMBER} and an amount`, example: 'refund 10001 5.00: goodwill', staff: true, only: /^#?\d/ },
  return: { needs: `${ORDER_NUMBER} and an item of it`, example: 'return 10001 1 MUG-BLUE-11OZ', only: /^#?\d{4,9}\b/ },
  exchange: {
    needs: `${ORDER_NUMBER}, an item of it and another item`,
    example: 'exchange 10001 HOOD-BLACK-L for HOOD-BLACK-XL',
    only: /^#?\d{4,9}\b/,
  },
  reorder: { needs: ORDER_NUMBER, example: 'reorder 10001' },
  history: { needs: ORDER_NUMBER, example: 'history 10001', staff: true },
  expedite: { needs: ORDER_NUMBER, example: 'expedite 10001', staff: true, bare: true, only: /^/ },
  swap: { needs: 'the SKU that waits and another one', example: 'swap HOOD-BLACK-L for HOOD-BLACK-XL', only: /^#?\d{4,9}\b/ },
  approve: { needs: 'the number of a request', example: 'approve A7', staff: true, bare: true },
  decline: { needs: 'the number of a request', example: 'decline A7: too much', staff: true, bare: true },
  counter: { needs: 'the number of a request and an amount', example: 'counter A7 8.00', staff: true, only: /^/ },
  'staff add': { needs: 'a short name, a role and the full name', example: 'staff add pat rep Pat Lee', staff: true, only: /^/ },
  'staff role': {
    needs: 'a short name and a role: rep, lead, manager or admin',
    example: 'staff role lee manager',
    staff: true,
    only: /^/,
  },
  'staff suspend': { needs: 'the short name of a colleague', example: 'staff suspend lee', staff: true, only: /^/ },
  'staff resume': { needs: 'the short name of a colleague', example: 'staff resume lee', staff: true, only: /^/ },
  'staff link': { needs: 'a short name and a chat user', example: 'staff link lee slack:T1/U1', staff: true, only: /^/ },
  rights: { needs: 'a role and a right with + or -', example: 'rights rep -quote', staff: true, bare: true, only: /^/ },
  link: { needs: 'your e-mail address', example: 'link you@example.com', only: /^\S+$/ },
  code: { needs: 'the six digits from the mail', example: 'code 123456', only: /^[\d -]+$/ },
  say: { needs: 'the words for the customer', example: 'say It is on its way', staff: true },
} as const satisfies Readonly<Record<string, Usage>>

export type CommandName = keyof typeof USAGE
const NAMES = (Object.keys(USAGE) as CommandName[]).sort((a, b) => b.length - a.length)

export type Begun = { readonly command: CommandName; readonly given: string; readonly sure: boolean }

/** The command these words begin with. `sure`: whatever follows, nothing else can be meant. */
export function begunCommand(text: string, staff: boolean): Begun | undefined {
  const said = text.trim()
  const command = NAMES.find((name) => said.toLowerCase().startsWith(name) && !/^[\p{L}\d_]/u.test(said.slice(name.length)))
  if (command === undefined) return undefined
  const usage: Usage = USAGE[command]
  if (usage.staff === true && !staff) return undefined
  const given = said.slice(command.length).replace(/^\s*:?\s*/, '')
  return { command, given, sure: given === '' ? usage.bare !== true : !SEVERAL.test(given) && usage.only?.test(given) === true }
}
