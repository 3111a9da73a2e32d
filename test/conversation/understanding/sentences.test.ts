/**
 * Sentences and the operations they mean: what people type in a goods shop and a kitchen, by table.
 * The first column names the cart before ("MH" = two blue mugs and a black hoodie, "@1" = the
 * hoodie was talked about last).
 */
import { describe, expect, it } from 'vitest'
import { understand } from '../../../src/conversation/understanding/understand.ts'
import { CONTEXT, HOODIE, kitchenLexicon, MUGS, RED_MUG, said, shopLexicon, TEE } from './shop.ts'

type Row = readonly [cart: string, text: string, operations: string]
const CARTS: Readonly<Record<string, readonly (typeof MUGS)[]>> = {
  E: [],
  K: [],
  MH: [MUGS, HOODIE],
  TH: [TEE, HOODIE],
  MM: [MUGS, RED_MUG],
}

function read([cart, text]: Row) {
  const [name = 'E', focus] = cart.split('@')
  const lexicon = name === 'K' ? kitchenLexicon : shopLexicon
  return understand(lexicon, {
    text,
    lines: CARTS[name] ?? [],
    ...(focus === undefined ? {} : { focus: Number(focus) }),
    context: CONTEXT,
  })
}

const ORDERS: readonly Row[] = [
  ['E', '2 blue mugs and a large black hoodie', 'add mug colour=blue 2; add hoodie colour=black size=l 1'],
  [
    'E',
    'two blue mugs, a cream tote and 3 pairs of black socks',
    'add mug colour=blue 2; add tote colour=cream 1; add socks colour=black 3',
  ],
  ['E', '1 red speaker & 2 white power banks', 'add speaker colour=red 1; add power-bank colour=white 2'],
  ['E', 'a white and a navy polo', 'add polo-shirt colour=white 1; add polo-shirt colour=navy 1'],
  ['E', 'a red and blue speaker', 'add speaker colour=red 1; add speaker colour=blue 1'],
  ['E', 'black and navy caps, 2 of each', 'add cap colour=black 2; add cap colour=navy 2'],
  ['E', 'two 2m usb-c cables', 'add usb-cable length=2m 2'],
  [
    'E',
    '3 one metre hdmi cables and a 1 litre water bottle in green',
    'add hdmi-cable length=1m 3; add water-bottle capacity=1l colour=green 1',
  ],
  ['E', 'a large mug', 'add mug volume=15oz 1'],
  ['E', 'a large hoodie', 'add hoodie size=l 1'],
  ['E', '1 l hoodie', 'add hoodie size=l 1'],
  ['E', 'a green jacket in l', 'add rain-jacket colour=green size=l 1'],
  ['E', '10 11oz mugs in white', 'add mug colour=white volume=11oz 10'],
  ['E', 'three tees, one red in m and two black in l', 'add tee colour=red size=m 1; add tee colour=black size=l 2'],
  ['E', 'a keyboard with red switches and uk layout', 'add keyboard layout=uk switch=red 1'],
  ['E', 'a beanie, not red', 'add beanie 1 not(colour=red)'],
  ['E', 'a tote in any colour but black', 'add tote 1 not(colour=black)'],
  ['E', 'hoodie, any colour except black and grey, medium', 'add hoodie size=m 1 not(colour=black|grey)'],
  ['E', 'add TEE-RED-M x3', 'add tee colour=red size=m 3'],
  ['E', '2x hood-grey-xl and 1 x COAS', 'add hoodie colour=grey size=xl 2; add coaster-set 1'],
  ['E', 'half a dozen mugs, white', 'add mug colour=white 6'],
  ['E', 'a dozen black totes', 'add tote colour=black 12'],
  ['E', 'a couple of beanies', 'add beanie 2'],
  ['E', 'twenty two white mugs please', 'add mug colour=white 22'],
  ['E', 't shirt in navy size m', 'add tee colour=navy size=m 1'],
  ['E', 'tshirts, 2, black, xl', 'add tee colour=black size=xl 2'],
  ['E', 'a powerbank in white', 'add power-bank colour=white 1'],
  ['E', '2 hooodies in gray and a trvel mug', 'add hoodie colour=grey 2; add travel-mug 1'],
  ['E', 'some coasters', 'add coaster-set 1'],
  ['E', 'a headset in black', 'add headphones colour=black 1'],
  ['E', 'can i have a hoodie', 'add hoodie 1'],
  ['E', 'a pair of cans in white', 'add headphones colour=white 1'],
  ['E', 'a usb cable', 'add usb-cable 1'],
  ['E', "i'd like a wool hat in grey", 'add beanie colour=grey 1'],
  ['E', 'do you have 2 blue mugs?', 'ask availability mug colour=blue'],
  ['E', 'two, no wait, three blue travel mugs', 'add travel-mug colour=blue 3'],
  ['E', 'a red, sorry, a blue mug', 'add mug colour=blue 1'],
  ['E', 'a mug no i mean a tote', 'add tote 1'],
  ['E', 'a green hoodie', 'noVariant hoodie colour=green 1'],
  ['E', '2 cream mugs', 'noVariant mug colour=cream 2'],
  ['E', 'xl polo in red', 'noVariant polo-shirt colour=red size=xl 1'],
  ['E', 'an electric scooter', 'notFound electric scooter'],
  ['E', '2 mugs 3 caps 1 tote', 'add mug 2; add cap 3; add tote 1'],
  ['E', '😀 two totes 🎉', 'add tote 2'],
  ['E', '2 BLUE MUGS!!!', 'add mug colour=blue 2'],
  ['E', 'hi, can i please get a black tee in large, thanks', 'add tee colour=black size=l 1'],
  ['E', 'same again', 'repeatLast'],
  ['E', 'repeat my last order but 3 mugs', 'repeatLast; setQty 0 3'],
  ['E', 'reorder 10011', 'repeatLast 10011'],
  ['E', "i'll have the usual", 'repeatLast'],
  ['E', 'order for bob@shop.co.uk: 5 black caps', 'customer bob@shop.co.uk; add cap colour=black 5'],
  [
    'E',
    'guest pat@example.com: 2 blue mugs, ship to 12 Oak St, Springfield IL 62701',
    'guest pat@example.com; add mug colour=blue 2; shipTo "12 Oak St, Springfield IL 62701"',
  ],
  ['E', 'status of order 10011', 'status 10011'],
  ['E', 'when will order 10044 arrive?', 'status 10044'],
  ['E', 'do the hoodies come in green?', 'ask availability hoodie colour=green'],
  ['E', 'how much is a beanie?', 'ask price beanie'],
  ['E', 'what colours does the polo come in?', 'ask availability polo-shirt'],
  ['E', 'do you ship to Canada?', 'ask shipping'],
  ['E', 'what do you sell?', 'ask catalog'],
  ['E', 'got any black caps?', 'ask availability cap colour=black'],
  ['E', 'help', 'help'],
  ['E', 'what can you do?', 'help'],
  ['E', 'hi', 'smalltalk true'],
  ['E', 'thanks a lot!', 'smalltalk'],
  ['E', 'how are you?', 'smalltalk'],
  ['E', '👍', 'smalltalk'],
  [
    'E',
    '2 blue mugs and a cream tote, usual address, code WELCOME5',
    'add mug colour=blue 2; add tote colour=cream 1; shipTo home; coupon WELCOME5',
  ],
  [
    'E',
    'order for jane.doe@example.com: 10 white mugs 11oz, take $15 off and waive shipping',
    'customer jane.doe@example.com; add mug colour=white volume=11oz 10; priceAdjust subtotal -15; priceAdjust shipping 0',
  ],
  [
    'E',
    '3 black caps, ship express to home, pay by invoice, PO 99',
    'add cap colour=black 3; shipMethod express; shipTo home; payment invoice 99',
  ],
  ['E', 'did order 1042 ship?', 'status 1042'],
  ['E', 'a small and a large black hoodie', 'add hoodie colour=black size=s 1; add hoodie colour=black size=l 1'],
  ['E', '2 small and 3 large navy polos', 'add polo-shirt colour=navy size=s 2; add polo-shirt colour=navy size=l 3'],
  ['E', 'same as last time but without the hoodie', 'repeatLast; remove 1'],
  ['E', 'same as last time plus a beanie', 'repeatLast; add beanie 1'],
  ['E', '1) 2 blue mugs\n2) 1 black cap', 'add mug colour=blue 2; add cap colour=black 1'],
  ['E', 'shipping: express\nitems: 2 mugs', 'shipMethod express; add mug 2'],
  ['E', 'hoodie/black/L', 'add hoodie colour=black size=l 1'],
]

const CHANGES: readonly Row[] = [
  ['MH@0', 'make it 3', 'setQty 0 3'],
  ['MH@1', 'make that 2', 'setQty 1 2'],
  ['MH', 'change the mugs to 4', 'setQty 0 4'],
  ['MH', 'set the hoodie to 2 please', 'setQty 1 2'],
  ['MH', '5 of those', 'setQty 1 5'],
  ['MH', 'one more hoodie', 'changeQty 1 1'],
  ['MH', 'another mug', 'changeQty 0 1'],
  ['MH', 'two more mugs please', 'changeQty 0 2'],
  ['MH', 'add one more', 'changeQty 1 1'],
  ['MH', 'one less mug', 'changeQty 0 -1'],
  ['MH', 'reduce the mugs by 1', 'changeQty 0 -1'],
  ['MH', 'increase the hoodies to 3', 'setQty 1 3'],
  ['MH', 'i need 6 mugs instead', 'setQty 0 6'],
  ['MH', 'drop the hoodie', 'remove 1'],
  ['MH', 'remove the mugs', 'remove 0'],
  ['MH', 'take the hoodie out', 'remove 1'],
  ['MH', 'take out one mug', 'changeQty 0 -1'],
  ['MH', "i don't want the mugs anymore", 'remove 0'],
  ['MH', 'no hoodie', 'remove 1'],
  ['MH', 'delete the first one', 'remove 0'],
  ['MH', 'remove the last item', 'remove 1'],
  ['MH', 'remove the mugs and the hoodie', 'remove 1; remove 0'],
  ['MM', 'take out the red one', 'remove 1'],
  ['MM', 'get rid of the big mug', 'remove 1'],
  ['MH', 'forget everything', 'clear'],
  ['MH', 'clear the cart', 'clear'],
  ['MH', 'start over', 'clear'],
  ['MH', 'make the hoodie red', 'setOption 1 colour=red'],
  ['MH', 'change the hoodie to xl', 'setOption 1 size=xl'],
  ['MH@1', 'in navy please', 'setOption 1 colour=navy'],
  ['MH@1', 'blue', 'noVariant hoodie colour=blue'],
  ['MH@0', 'green instead', 'setOption 0 colour=green'],
  ['MH', 'i want the hoodie in grey instead', 'setOption 1 colour=grey'],
  ['MH', 'the mugs in white', 'setOption 0 colour=white'],
  ['TH', 'swap the red one for blue', 'setOption 0 colour=blue'],
  ['TH', 'can you make the tee green instead of red', 'setOption 0 colour=green'],
  ['TH', 'change the size of the tee to large', 'setOption 0 size=l'],
  ['TH', 'the hoodie should be medium', 'setOption 1 size=m'],
  ['MH', 'make the hoodie green', 'noVariant hoodie colour=green'],
  ['MH', 'replace the hoodie with a white polo, same size', 'replace 1 polo-shirt colour=white size=l 1'],
  ['MH', 'swap the mugs for travel mugs', 'replace 0 travel-mug 2'],
  ['MH', 'swap the hoodie for 2 black beanies', 'replace 1 beanie colour=black 2'],
  ['MH', 'a tote instead of the hoodie', 'replace 1 tote 1'],
  ['MH@1', 'make it a rain jacket', 'replace 1 rain-jacket 1'],
  ['MH', 'make one of the mugs green', 'split 0 colour=green 1'],
  ['MH', 'change one mug to red', 'split 0 colour=red 1'],
  ['MH@0', 'i want one of them in red and the other in white', 'split 0 colour=white 1; setOption 0 colour=red'],
  ['MH', 'make both mugs white', 'setOption 0 colour=white'],
  ['MH', 'undo', 'undo'],
  ['MH', 'undo that', 'undo'],
  ['MH', 'oops, go back', 'undo'],
  ['MH', 'redo', 'redo'],
  ['MH', 'go back to before the coupon', 'undoTo coupon'],
  ['MH', 'coupon WELCOME5', 'coupon WELCOME5'],
  ['MH', 'i have a promo code: spring-20', 'coupon SPRING-20'],
  ['MH', 'use SAVE10 please', 'coupon SAVE10'],
  ['MH', 'SAVE10', 'coupon SAVE10'],
  ['MH', 'my voucher is welcome5', 'coupon WELCOME5'],
  ['MH', 'remove the coupon', 'removeCoupon'],
  ['MH', 'take off the code SAVE10', 'removeCoupon SAVE10'],
  ['MH', "don't use the coupon", 'removeCoupon'],
  ['MH', 'ship to home', 'shipTo home'],
  ['MH', 'actually ship to the office', 'shipTo office'],
  [
    'MH',
    'send it to 88 Pine Ave Apt 4, Portland OR 97201 but bill home',
    'shipTo "88 Pine Ave Apt 4, Portland OR 97201"; billTo home',
  ],
  ['MH', 'deliver to 5 Elm Road, Leeds LS1 4AB, coupon SAVE10', 'shipTo "5 Elm Road, Leeds LS1 4AB"; coupon SAVE10'],
  ['MH', 'Jane Doe\n12 Oak St\nSpringfield, IL 62701\nUSA', 'shipTo "Jane Doe\n12 Oak St\nSpringfield, IL 62701\nUSA"'],
  ['MH', '42 Wallaby Way, Sydney NSW 2000', 'shipTo "42 Wallaby Way, Sydney NSW 2000"'],
  ['MH', 'usual address', 'shipTo home'],
  ['MH', 'to my office please', 'shipTo office'],
  ['MH', 'billing same as shipping', 'billTo same'],
  ['MH', 'bill to 1 Main St, Boise ID 83702', 'billTo "1 Main St, Boise ID 83702"'],
  ['MH@0', '1 to her office', 'splitShip 0 1 office'],
  ['MH', 'ship one of the mugs to home', 'splitShip 0 1 home'],
  ['MH', 'express please', 'shipMethod express'],
  ['MH', 'ship express to the office', 'shipMethod express; shipTo office'],
  ['MH', 'with pickup', 'shipMethod pickup'],
  ['MH', "i'll pick it up", 'shipMethod pickup'],
  ['MH', 'standard shipping', 'shipMethod standard'],
  ['MH', 'pay by card', 'payment card'],
  ['MH', 'send me a payment link', 'payment link'],
  ['MH', 'cash on delivery', 'payment delivery'],
  ['MH', 'invoice, PO 4711', 'payment invoice 4711'],
  ['MH', 'take 10 off, late delivery', 'priceAdjust subtotal -10 late delivery'],
  ['MH', 'take $15 off and waive shipping', 'priceAdjust subtotal -15; priceAdjust shipping 0'],
  ['MH', 'knock 5 dollars off because of the delay', 'priceAdjust subtotal -5 the delay'],
  ['MH', '10% off', 'percentOff 10'],
  ['MH', 'give her 15% off the mugs', 'percentOff 15 0'],
  ['MH', '$3 off the hoodie', 'lineOff 3 1'],
  ['MH', 'free shipping', 'priceAdjust shipping 0'],
  ['MH', 'shipping 4.50', 'priceAdjust shipping 4.5'],
  ['MH', 'make the hoodie $40', 'priceAdjust line 40 1'],
  ['MH', 'price the mugs at 9.50 each', 'priceAdjust line 9.5 0'],
  ['MH', 'remove the adjustment', 'removeAdjust'],
  ['MH', 'for jane.doe@example.com', 'customer jane.doe@example.com'],
  ['MH', 'guest', 'guest'],
  ['MH', 'register Jane Doe, jane@x.com', 'register Jane Doe jane@x.com'],
  ['MH', 'create an account for her', 'register'],
  ['MH', 'customer is Jane Doe', 'customerName Jane Doe'],
  ['MH', 'phone +1 503 555 0199', 'phone +1 503 555 0199'],
  ['MH', 'comment: ring twice, please', 'comment ring twice, please'],
  ['MH', 'leave it at the door', 'comment leave it at the door'],
  ['MH', 'memo: customer was upset', 'memo customer was upset'],
  ['MH', 'ship what you have, rest later', 'backorder ship_available_backorder_rest'],
  ['MH', 'wait for everything', 'backorder ship_complete'],
  ['MH', 'drop the rest', 'backorder ship_available_drop_rest'],
  ['MH', 'put the rest in a separate order', 'backorder separate_order'],
  ['MH', 'what if I only take the 2?', 'whatIf ship_available_drop_rest'],
  ['MH', 'what if we wait for everything?', 'whatIf ship_complete'],
  ['MH', 'checkout', 'submit'],
  ['MH', 'place the order', 'submit'],
  ['MH', "that's all, place it", 'submit'],
  ['MH', 'cancel the order', 'cancelDraft'],
  ['MH', 'hold this for 7 days', 'quote 7'],
  ['MH', 'quote for 14 days', 'quote 14'],
  ['MH', 'where is my order', 'status'],
  ['MH', 'why is it 93.96?', 'why 93.96'],
  ['MH', 'why no discount?', 'whyNot discount'],
  ['MH', "why isn't the coupon applied?", 'whyNot the coupon applied'],
  ['MH@0', 'when is it back?', 'ask restock mug 0'],
  ['MH', "what's the total?", 'ask total'],
  ['MH', 'show cart', 'show'],
  ['MH', "what's in my cart", 'show'],
  ['MH', 'can i talk to a human', 'person'],
  ['MH', 'hand over to a person', 'person'],
  ['MH', 'yes', 'confirm'],
  ['MH', 'no', 'deny'],
  ['MH', 'remove the hoodie, add a red beanie and ship to office', 'remove 1; add beanie colour=red 1; shipTo office'],
  ['MH', 'two fewer mugs', 'changeQty 0 -2'],
  ['MH', 'never mind that', 'undo'],
  ['MH', 'apply SAVE-15 at checkout', 'coupon SAVE-15'],
  ['MH', 'make that 4 mugs and 2 hoodies', 'setQty 0 4; setQty 1 2'],
  ['MH', 'change the mugs to 4 and the hoodie to 2', 'setQty 0 4; setQty 1 2'],
  ['MH', 'i changed my mind about the hoodie', 'remove 1'],
  ['MH', 'can i get free shipping', 'priceAdjust shipping 0'],
  ['MH', 'is shipping free?', 'ask shipping'],
  ['MH', 'change the hoodie from black to navy', 'setOption 1 colour=navy'],
  ['MH', 'swap the blue mugs for red ones', 'setOption 0 colour=red'],
  ['MH', 'hi, please change the mugs to 4, thanks', 'setQty 0 4'],
  ['MH', 'drop the mugs. also 2 black totes', 'remove 0; add tote colour=black 2'],
  ['MH', 'go back to before i added the hoodie', 'undoTo hoodie'],
]

const KITCHEN_ORDERS: readonly Row[] = [
  ['K', 'a large flatbread with ham and mushrooms', 'add flatbread size=large +ham +mushrooms 1'],
  ['K', '2 small flatbreads with extra cheese and no onions', 'add flatbread size=small +extra cheese -onions 2'],
  ['K', 'a flatbread with ham, without olives or onions', 'add flatbread +ham -black_olives -onions 1'],
  ['K', 'a ham and onion flatbread and a large lemonade', 'add flatbread +ham +onions 1; add lemonade size=large 1'],
  [
    'K',
    'two flatbreads, one with ham and the other with mushrooms',
    'add flatbread +ham 1; add flatbread +mushrooms 1',
  ],
  [
    'K',
    'a large with ham and mushrooms and a small lemonade',
    'add flatbread size=large +ham +mushrooms 1; add lemonade size=small 1',
  ],
  ['K', 'flatbread with beans and light cheese', 'add flatbread +light cheese +red_beans|white_beans 1'],
  ['K', 'a wrap with double bacon', 'add wrap +bacon2*2 1'],
  ['K', 'a wrap with egg and an egg on the side', 'add wrap +egg 1; add egg 1'],
  ['K', 'two flat whites, one with oat milk', 'add flat-white 1; add flat-white milk=oat 1'],
  ['K', 'a flat white with oat milk and one with soy', 'add flat-white milk=oat 1; add flat-white milk=soy 1'],
  ['K', 'a flat white and a cocoa both with oat milk', 'add flat-white milk=oat 1; add cocoa milk=oat 1'],
  [
    'K',
    "i'd like a flatbread and make it large with a little bit of cheese please hold the ham",
    'add flatbread size=large +light cheese -ham 1',
  ],
  [
    'K',
    'three flatbreads with red beans and cheese and two wraps with ham',
    'add flatbread +cheese +red_beans 3; add wrap +ham 2',
  ],
  ['K', 'flatbread no cheese', 'add flatbread -cheese 1'],
  ['K', 'flatbread with extra ham extra cheese light onions', 'add flatbread +extra cheese +extra ham +light onions 1'],
  ['K', 'a wrap with ham but not the mushrooms', 'add wrap +ham -mushrooms 1'],
  ['K', 'large cocoa with skim milk please', 'add cocoa milk=skim size=large 1'],
  ['K', 'a small and two large lemonades', 'add lemonade size=small 1; add lemonade size=large 2'],
]

const DOUBTFUL: readonly Row[] = [
  ['E', 'can u get me a bllack cap and 2 mgs', 'add cap colour=black 1; notFound mgs'],
  ['E', 'i need a jacket', 'clarify product rain-jacket|denim-jacket 1'],
  ['E', 'i want a shirt', 'clarify product tee|polo-shirt 1'],
  ['E', '3 umbrellas and a mug', 'notFound umbrellas; add mug 1'],
  ['E', 'i want 2 purple hoodies', 'add hoodie 2'],
  ['MM', 'remove the mugs', 'clarify line 0|1'],
]

describe('an order typed in one message becomes the items, choices and details it names', () => {
  it.each(ORDERS)('%s: %s', (...row) => {
    const understood = read(row)
    expect(said(understood.ops)).toBe(row[2])
    expect(understood.confident).toBe(true)
  })
})

describe('a message about the cart changes only what it points at', () => {
  it.each(CHANGES)('%s: %s', (...row) => {
    const understood = read(row)
    expect(said(understood.ops)).toBe(row[2])
    expect(understood.confident).toBe(true)
  })
})

describe('toppings are wanted, unwanted, extra or light, each on its own item', () => {
  it.each(KITCHEN_ORDERS)('%s: %s', (...row) => expect(said(read(row).ops)).toBe(row[2]))
})

describe('what is not certain is asked or named, never applied silently', () => {
  it.each(DOUBTFUL)('%s: %s', (...row) => {
    const understood = read(row)
    expect(said(understood.ops)).toBe(row[2])
    expect(understood.confident).toBe(false)
    expect(understood.question).toBeDefined()
  })
})
