// Random conversations after the order: cancelled, returned, exchanged, changed, refunded, shipped,
// paid and given back in whatever order, with gifts, rewards and coupons. What was charged less what
// was given back is what was kept, no gift stays without what earned it, every component adds up,
// and doctor finds nothing. `CONVERSATIONS=2000 npx vitest run test/reliability/after-the-order.test.ts`
// is the long form; a failure names the seed and everything that was said.
import { afterAll, expect, test } from 'vitest'
import type { Order } from '#domain/model/order.ts'
import type { Promotion } from '#domain/model/shop.ts'
import { due, held, shippingCharge, toGiveBack } from '#domain/order/money.ts'
import { unitsOf, worth } from '#domain/order/units.ts'
import { buyerEmail, demoWith } from '#test/support/demo.ts'
import { world } from '#test/support/world.ts'

const CONVERSATIONS = Number(process.env['CONVERSATIONS'] ?? 40)
const SEED = Number(process.env['SEED'] ?? 20261128)
const BUYERS = 60

const gift: Promotion = {
  ...{ id: 'CAPGIFT', title: 'A cap with two white mugs', priority: 40, exclusive: false },
  conditions: { quantity: { atLeast: 2, of: { kind: 'some', skus: ['EMUG-WHITE'], products: [], categories: [] } } },
  effect: { kind: 'gift', sku: 'CAP-RED', quantity: 1 },
}
const threshold: Promotion = {
  ...{ id: 'TOTEGIFT', title: 'A tote from 90.00', priority: 41, exclusive: false },
  conditions: { minimum: 9_000 },
  effect: { kind: 'gift', sku: 'TOTE-BLACK', quantity: 1 },
}
const other: Promotion = {
  ...{ id: 'BUY2TOTES', title: 'Two cream totes and one free', priority: 42, exclusive: false, conditions: {} },
  effect: {
    ...{ kind: 'buy-x-get-y', buy: 2, free: 1 },
    target: { kind: 'some', skus: ['TOTE-CREAM', 'TOTE-BLACK'], products: [], categories: [] },
  },
}
const plain = demoWith({ plenty: 1_000_000, buyers: BUYERS })
const shop = await world({
  shop: {
    ...plain,
    settings: { ...plain.settings, promotions: [...plain.settings.promotions, gift, threshold, other] },
  },
})
afterAll(async () => {
  expect(await shop.store.checkInvariants()).toEqual([])
  expect(shop.faults).toEqual([])
})

/** Mulberry32: the same conversations for the same seed. */
function random(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const upTo = (most: number): number => 1 + Math.floor(next() * most)
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] ?? never()
  return { chance: (share: number) => next() < share, upTo, one }
}
function never(): never {
  throw new Error('nothing to choose from')
}

const GOODS = [
  ...['MUG-BLUE-11OZ', 'MUG-RED-11OZ', 'EMUG-WHITE', 'TOTE-CREAM', 'TOTE-BLACK', 'CAP-BLACK', 'SOCK-GREY-LXL'],
  ...['HOOD-BLACK-XL', 'BEAN-RED'],
].filter((sku) => plain.variants.some((variant) => variant.sku === sku))
const SWAPS: Readonly<Record<string, string>> = {
  'MUG-BLUE-11OZ': 'MUG-RED-11OZ',
  'MUG-RED-11OZ': 'MUG-BLUE-15OZ',
  'TOTE-CREAM': 'TOTE-BLACK',
  'HOOD-BLACK-XL': 'HOOD-BLACK-M',
}
const COUPONS = ['SAVE10', 'WELCOME5', 'BULK15', 'HOODIE20', 'LIMIT3']
const PLACES = [
  'Pat Lee, 9 Elm St, Salem, OR 97301',
  'Pat Lee, 1 Market St, San Francisco, CA 94105',
  'Pat Lee, 5 Oak Rd, Springfield, IL 62701',
  'Pat Lee, 2 Broadway, New York, NY 10004',
]
const KIM = 'terminal:kim'

test(`${CONVERSATIONS} conversations keep what was kept`, { timeout: 3_600_000 }, async () => {
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const said: string[] = []
    try {
      await converse(index, said)
    } catch (error) {
      throw new Error(`seed ${SEED}, conversation ${index}:\n${said.join('\n')}\n${String(error)}`, { cause: error })
    }
    if (index % 200 === 199) expect(await shop.store.checkInvariants()).toEqual([])
  }
})

async function converse(index: number, said: string[]): Promise<void> {
  const luck = random(SEED + index)
  const desk = `terminal:after-${index % 8}`
  const say = async (text: string): Promise<string> => {
    said.push(`> ${text}`)
    const answer = await shop.say(KIM, desk, text)
    said.push(answer.split('\n').slice(-8).join('\n'))
    expect(answer).not.toMatch(/went wrong|Reference [A-Z0-9]{4}/)
    return answer
  }
  await say(`order for ${buyerEmail(index % BUYERS)}`)
  for (let lines = luck.upTo(4); lines > 0; lines -= 1) await say(`add ${luck.upTo(4)} ${luck.one(GOODS)}`)
  if (luck.chance(0.4)) await say(`coupon ${luck.one(COUPONS)}`)
  if (luck.chance(0.3)) await say(`method ${luck.one(['express', 'standard', 'pickup'])}`)
  if (luck.chance(0.2)) await say(`take ${luck.upTo(5)}.00 off: late delivery`)
  if (luck.chance(0.2)) await say(`shipping ${luck.upTo(4)}.00: goodwill`)
  await say(luck.one(['pay link', 'pay on delivery']))
  const placed = (await say('place')) + (await say('yes'))
  const number = Number(/order (\d{5}) placed/.exec(placed)?.[1])
  if (!Number.isFinite(number)) throw new Error('nothing was placed')
  for (let acts = luck.upTo(8); acts > 0; acts -= 1) {
    const answer = await say(actOn(await orderOf(number), luck))
    if (/\?|Say "yes"/.test(answer) && luck.chance(0.85)) await say('yes')
    expect(broken(await orderOf(number)), `order ${number}`).toEqual([])
  }
  await settled(number, say)
}

const orderOf = async (number: number): Promise<Order> => (await shop.store.queries.order(number)) ?? never()

function actOn(order: Order, luck: ReturnType<typeof random>): string {
  const { number } = order
  const { sku } = luck.one(order.lines)
  const count = luck.upTo(3)
  return luck.one([
    ...[`cancel ${number} ${count} ${sku}`, `set ${number} ${sku} ${count - 1}`, `cancel ${number}`],
    ...[`ship ${number} ${sku} ${count}`, `ship ${number} ${sku} 1`, `ship ${number}`],
    ...[`return ${number} ${count} ${sku}`, `received ${number} ${count} ${sku}`, `no return ${number}`],
    `exchange ${number} ${SWAPS[sku] === undefined ? `${sku} for CAP-BLACK` : `${sku} for ${SWAPS[sku]}`}`,
    ...[`refund ${number} ${count}.00: goodwill`, `refund ${number} shipping ${count}.00: goodwill`],
    ...[
      `paid ${number}`,
      `part paid ${number} ${count}.50 cash`,
      `refunded ${number}`,
      ...(held(order.money) > 0 ? [`refunded ${number} ${count}.00`] : []),
    ],
    ...[`ship ${number} to ${luck.one(PLACES)}`, `ship ${number} to ${luck.one(PLACES)} by express`],
    ...[
      `ship ${count} ${sku} of ${number} to ${luck.one(PLACES)}`,
      `method ${number} ${luck.one(['express', 'standard'])}`,
      `ship ${count} ${sku} of ${number} by ${luck.one(['express', 'standard', 'pickup'])}`,
    ],
    ...[`gift note ${number} Enjoy`, `contact ${number} +1 217 555 0${100 + count}`, `not paid ${number}`],
  ])
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

/** What of the order was kept: units neither cancelled nor back nor exchanged away, shipping, less goodwill. */
function keptWorth(order: Order): number {
  const units = order.lines.flatMap((line) =>
    unitsOf(line)
      .slice(0, line.quantity - line.dropped - line.cancelled)
      .filter(({ returned, exchanged }) => returned !== true && exchanged !== true),
  )
  const shipping = order.status === 'cancelled' ? 0 : shippingCharge(order)
  return Math.max(0, worth(units) + shipping - order.money.goodwill)
}

function broken(order: Order): readonly string[] {
  const found: string[] = []
  const must = (holds: boolean, rule: string): void => void (holds || found.push(rule))
  const { money, lines, groups } = order
  must(order.subtotal === sum(lines.map(({ gross }) => gross)), 'the lines make the subtotal')
  must(order.subtotal + order.discount === sum(lines.map(({ net }) => net)), 'the lines make the discount')
  must(order.tax === sum([...lines, ...groups].map(({ tax }) => tax)), 'lines and groups make the tax')
  must(order.shipping === sum(groups.map(({ charge }) => charge)), 'the groups make the shipping')
  must(order.subtotal + order.discount + order.shipping + order.tax === order.total, 'the parts make the total')
  must(due(order) - toGiveBack(order) === order.total - money.credited - held(money), 'what is open')
  const recorded = (kind: string): number =>
    sum(order.records.filter((record) => record.kind === kind).map(({ amount }) => amount))
  must(money.captured === recorded('collected') && money.refunded === recorded('given-back'), 'only what was recorded')
  for (const line of lines) {
    must(line.gross + sum(line.components.map(({ amount }) => amount)) === line.net, 'components make the net')
    must(worth(unitsOf(line)) === line.net + line.tax, 'units make their line')
    line.components.forEach(({ amount }, nth) => {
      must(sum(unitsOf(line).map(({ components }) => components[nth] ?? 0)) === amount, 'units make each component')
    })
  }
  return found
}

/** Everybody pays and gives back what is open: then it is what was kept, to the cent. */
async function settled(number: number, say: (text: string) => Promise<string>): Promise<void> {
  const open = await orderOf(number)
  if (toGiveBack(open) > 0) await say(`refunded ${number}`)
  if (due(open) > 0 && open.status !== 'cancelled') await say(`paid ${number}`)
  const order = await orderOf(number)
  const odd = order.lines.some((line) => unitsOf(line).some((unit) => worth([unit]) < 0))
  if (!odd) expect(held(order.money), `kept of order ${number}`).toBe(keptWorth(order))
  const gifts = order.lines.filter((line) => line.gift && line.reserved + line.backordered > 0)
  const bought = order.lines.filter((line) => !line.gift && line.quantity - line.cancelled - line.returned > 0)
  if (bought.length === 0) expect(gifts).toEqual([])
}
