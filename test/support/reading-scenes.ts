// The situations that read the same words differently: nobody's first words, a rep with a cart, each
// kind of open question, a placed order, a shop of tens of thousands. Next: long-texts.ts, what is
// read in them.
import type { InterpretContext } from '#conversation/turn/reading/heard.ts'
import { catalogFrom } from '#domain/catalog/catalog-from.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { Shop } from '#domain/model/shop.ts'
import { demoShop } from '#shop-file/demo.ts'
import { goodsOf } from '#test/bench/catalog-goods.ts'
import { composing } from '#test/support/deciding.ts'
import { factsOf, IL, NOW } from '#test/support/shop-fixtures.ts'

export type Scene = Pick<InterpretContext, 'draft' | 'shop'> & {
  readonly staff?: boolean
  readonly placed?: boolean
  readonly lastOrder?: NonNullable<InterpretContext['lastOrder']>
}

const QUESTIONS: Readonly<Record<string, PendingQuestion>> = {
  'an option is asked': {
    ...{ kind: 'choose-option', productId: 'pullover-hoodie', quantity: 2, options: { colour: 'black' } },
    ...{ ask: 'size', choices: ['s', 'm', 'l', 'xl'] },
  },
  'a product is asked': {
    ...{ kind: 'choose-product', productIds: ['classic-mug', 'enamel-mug'], quantity: 2, options: {} },
  },
  'a reason is asked': { kind: 'reason', asked: [] },
  'a street is asked': { kind: 'address-field', target: 'ship', group: 'g1', field: 'lines', partial: IL },
  'a reading is asked': { kind: 'confirm-reading', text: '2 mugs', question: 'Did I get that right?' },
  'a choice is asked': {
    ...{
      kind: 'unclear',
      about: 'colour',
      candidates: ['red', 'blue'],
      text: '2 red or blue mugs',
      span: 'red or blue',
    },
  },
  'what is short is asked': { kind: 'backorder-choice', policies: ['ship-complete', 'ship-available-drop-rest'] },
}

/** By what is told of each. */
export function readingScenes(skus: number): Readonly<Record<string, Scene>> {
  const demo = demoShop(NOW)
  const shop: Shop = {
    ...{ version: 1, settings: demo.settings, catalog: catalogFrom(demo) },
    coupons: new Map(demo.coupons.map((coupon) => [coupon.code, coupon])),
  }
  const large: Shop = { ...shop, catalog: catalogFrom(goodsOf(skus)) }
  const facts = factsOf(shop)
  const cart = composing({ facts })
  for (const sku of ['MUG-BLUE-11OZ', 'HOOD-BLACK-L', 'EMUG-WHITE']) cart.say({ kind: 'add-line', sku, quantity: 3 })
  const draft: OrderDraft = cart.draft()
  const lastOrder = { number: 10_001, lines: [{ sku: 'MUG-BLUE-11OZ', quantity: 2 }] }
  return {
    'the first words of a guest': { draft: undefined, shop },
    'a cart of a guest, an order before': { draft, shop, placed: true },
    'a cart of a rep': { draft, shop, staff: true, lastOrder },
    'after an order': { draft: undefined, shop, placed: true },
    ...Object.fromEntries(
      Object.entries(QUESTIONS).map(([name, pending]) => [name, { draft: { ...draft, pending }, shop }]),
    ),
    [`a shop of ${skus} SKUs`]: { draft: undefined, shop: large, staff: true },
  }
}
