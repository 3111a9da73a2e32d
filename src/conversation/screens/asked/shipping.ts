/**
 * When it comes, what each way of sending it costs, where to, and what customs take. With a cart
 * the figures are of this cart; without one they are what the shop charges. Next: answers.ts.
 */
import type { Block, View } from '#conversation/edge/view.ts'
import type { ShopQuestion } from '#conversation/requests/questions.ts'
import { button, listBlock, money, noticeView, type ScreenContext, textBlock } from '#conversation/screens/context.ts'
import { andList, itemText, orList } from '#conversation/screens/names.ts'
import { answersWords } from '#conversation/words/answers.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { countryName, namesCountry, readSubdivision } from '#domain/base/address-rules.ts'
import { countryOfTown } from '#domain/base/towns.ts'
import type { ShippingMethod } from '#domain/model/shop.ts'
import { type AnswerFacts, arrivesText, type MethodOffer } from './known.ts'

type Of<K extends ShopQuestion['kind']> = Extract<ShopQuestion, { kind: K }>
type Asked = Of<'arrival' | 'where' | 'method-cost' | 'shipping' | 'customs' | 'free-shipping'>

export function shippingAnswer(about: Asked, known: AnswerFacts, ctx: ScreenContext): View {
  switch (about.kind) {
    case 'where':
      return noticeView(answersWords.notPlacedYet, answersWords.nothingOnItsWay, ctx)
    case 'arrival':
      return arrival(known, ctx)
    case 'method-cost':
      return methodCost(about.method, known, ctx)
    case 'shipping':
      return about.place === undefined ? allMethods(known, ctx) : shippingTo(about.place, known, ctx)
    case 'customs':
      return customs(about.place, known, ctx)
    case 'free-shipping':
      return freeShipping(known, ctx)
    default:
      return about satisfies never
  }
}

const rateText = ({ rates }: ShippingMethod, ctx: ScreenContext): string => {
  if (rates.kind === 'flat') return money(rates.amount, ctx)
  const amounts = rates.bands.map(({ amount }) => amount)
  const from = money(Math.min(...amounts), ctx)
  const to = money(Math.max(...amounts), ctx)
  return from === to
    ? from
    : answersWords.placeByMethod(from, to, rates.kind === 'weight' ? 'weight' : answersWords.whatIsOrdered)
}
const methodText = (method: ShippingMethod, known: AnswerFacts, ctx: ScreenContext): string =>
  method.kind === 'pickup'
    ? `${method.name}: ${rateText(method, ctx)}`
    : `${method.name}: ${rateText(method, ctx)}, ${arrivesText(method, known, ctx)}`

const offerText = ({ method, charge }: MethodOffer, known: AnswerFacts, ctx: ScreenContext): string =>
  method.kind === 'pickup'
    ? `${method.name}: ${money(charge, ctx)}`
    : `${method.name}: ${arrivesText(method, known, ctx)}, ${charge === 0 ? 'free' : money(charge, ctx)}`

/** The chosen way first, then what else there is. */
function arrival(known: AnswerFacts, ctx: ScreenContext): View {
  const { cart, methods, parcels } = known
  if (parcels.length > 1) return parcelsView(known, ctx)
  const chosen = methods.find((offer) => offer.chosen)
  const late = (cart?.short ?? []).length > 0
  if (chosen === undefined) return allMethods(known, ctx)
  const others = methods.filter((offer) => !offer.chosen)
  const blocks: readonly Block[] =
    others.length === 0 ? [] : [listBlock(others.map((offer) => offerText(offer, known, ctx)))]
  const comes =
    chosen.method.kind === 'pickup'
      ? answersWords.pickUpAtShop
      : answersWords.arrivesIfPlacedNow(chosen.method.name, arrivesText(chosen.method, known, ctx))
  return {
    headline: late ? answersWords.laterForShortage(comes) : comes,
    blocks,
    controls: others.slice(0, 3).map((offer) => useMethod(offer, ctx)),
  }
}
/** "1: 2 Classic mugs, white to home, Standard, Thu 3 - Mon 7 Dec, 5.95", in the order of the card. */
function parcelsView(known: AnswerFacts, ctx: ScreenContext): View {
  const lines = known.parcels.map(({ where, items, method, charge }, at) => {
    const goods = items.map(({ sku, quantity }) => `${quantity} x ${itemText(sku, ctx)}`).join(', ')
    const way = method === undefined ? '' : `, ${offerText({ method, charge, total: 0, chosen: true }, known, ctx)}`
    return answersWords.parcelTo(at + 1, where, `${way.slice(2)}`, goods)
  })
  const controls = known.parcels.flatMap(({ id, where, other }) =>
    other === undefined
      ? []
      : [button(cartWords.parcelBy(where, other.name), { kind: 'method', method: other.id, group: id }, ctx)],
  )
  return {
    headline: answersWords.parcelsPlacedNow(lines.length),
    blocks: [listBlock(lines)],
    controls: controls.slice(0, 3),
  }
}

const useMethod = ({ method, total }: MethodOffer, ctx: ScreenContext) =>
  button(answersWords.useMethodAt(method.name, money(total, ctx)), { kind: 'method', method: method.id }, ctx)

function methodCost(id: string, known: AnswerFacts, ctx: ScreenContext): View {
  const { methods, cart } = known
  const method = ctx.shop.settings.shippingMethods.find((each) => each.id === id)
  const offer = methods.find((each) => each.method.id === id)
  if (method === undefined) return allMethods(known, ctx)
  const placed = cart?.draft.content.groups[0]?.address !== undefined
  if (offer === undefined)
    return placed
      ? noticeView(
          answersWords.methodNotThere(method.name),
          answersWords.methodsThere(orList(methods.map((each) => offerText(each, known, ctx)))),
          ctx,
        )
      : noticeView(methodText(method, known, ctx), answersWords.sayWhere, ctx)
  const now = methods.find((each) => each.chosen)
  const difference = now === undefined ? 0 : offer.total - now.total
  const compared =
    now === undefined || offer.chosen
      ? ''
      : difference >= 0
        ? answersWords.moreThanNow(money(difference, ctx))
        : answersWords.lessThanNow(money(-difference, ctx))
  return {
    headline: offerText(offer, known, ctx),
    blocks: [
      textBlock(answersWords.totalWith(offer.chosen ? 'is' : answersWords.wouldBe, money(offer.total, ctx), compared)),
    ],
    controls: offer.chosen ? [] : [useMethod(offer, ctx)],
  }
}

function allMethods(known: AnswerFacts, ctx: ScreenContext): View {
  const { methods } = known
  const lines = methods.some(({ method }) => method.kind === 'delivery')
    ? methods.map((offer) => offerText(offer, known, ctx))
    : ctx.shop.settings.shippingMethods.map((method) => `${methodText(method, known, ctx)}${zoneText(method)}`)
  return { headline: answersWords.shippingChoices, blocks: [listBlock(lines)], controls: [] }
}
const zoneText = ({ kind, zones }: ShippingMethod): string => {
  const countries = [...new Set(zones.flatMap((zone) => zone.countries))]
  return kind === 'pickup' || countries.length === 0
    ? ''
    : answersWords.toPlace(andList(countries.slice(0, 8).map(countryName)))
}

/** A country, one of its states, or a town that is known by its name alone. */
export function countryOf(place: string, home: string): string | undefined {
  const said = place.trim().replace(/^the /i, '')
  return (
    countryOfTown(said) ??
    namesCountry(said) ??
    (readSubdivision(home, said) === undefined ? undefined : home) ??
    said
      .split(/,\s*|\s+(?=\S+$)/)
      .slice(1)
      .map((part) => namesCountry(part) ?? (readSubdivision(home, part) === undefined ? undefined : home))
      .find((found) => found !== undefined)
  )
}

function shippingTo(place: string, known: AnswerFacts, ctx: ScreenContext): View {
  const { settings } = ctx.shop
  const country = countryOf(place, settings.country)
  const deliveries = settings.shippingMethods.filter(({ kind }) => kind === 'delivery')
  if (country === undefined)
    return {
      headline: answersWords.countryOfPlace(place),
      blocks: [listBlock(deliveries.map((method) => `${methodText(method, known, ctx)}${zoneText(method)}`))],
      controls: [],
    }
  const there = deliveries.filter(({ zones }) => zones.some(({ countries }) => countries.includes(country)))
  const name = countryName(country)
  const where = name.toLowerCase() === place.toLowerCase() ? name : `${place} (${name})`
  if (there.length === 0) {
    const to = [...new Set(deliveries.flatMap(({ zones }) => zones.flatMap(({ countries }) => countries)))]
    return noticeView(answersWords.noDeliveryTo(where), answersWords.countriesServed(andList(to.map(countryName))), ctx)
  }
  const abroad = there.some(({ international }) => international)
  return {
    headline: answersWords.deliveryTo(where),
    blocks: [
      listBlock(there.map((method) => methodText(method, known, ctx))),
      ...(abroad ? [textBlock(answersWords.dutiesNotIncluded)] : []),
    ],
    controls: [],
  }
}

function customs(place: string | undefined, { cart, methods }: AnswerFacts, ctx: ScreenContext): View {
  const { country: home } = ctx.shop.settings
  const there = place === undefined ? undefined : countryOf(place, home)
  if (there !== undefined)
    return there === home
      ? noticeView(answersWords.noCustoms(countryName(home)), undefined, ctx)
      : noticeView(answersWords.dutiesNotInPrices, answersWords.customsOfCountry(countryName(there)), ctx)
  const chosen = methods.find((offer) => offer.chosen)
  const address = cart?.draft.content.groups[0]?.address
  if (address !== undefined && chosen?.method.international !== true)
    return noticeView(answersWords.noCustoms(countryName(address.country)), undefined, ctx)
  return noticeView(
    answersWords.dutiesNotInPrices,
    address === undefined ? answersWords.customsAtBorders : answersWords.customsOfCountry(countryName(address.country)),
    ctx,
  )
}

function freeShipping({ cart }: AnswerFacts, ctx: ScreenContext): View {
  const free = ctx.shop.settings.promotions.filter(({ effect }) => effect.kind === 'free-shipping')
  const [first] = free
  if (first === undefined) return noticeView(answersWords.noFreeShippingNow, undefined, ctx)
  const outcome = cart?.ledger.promotions.find(({ id }) => id === first.id)?.outcome
  if (outcome?.kind === 'applied') return noticeView(answersWords.freeShippingHere, first.title, ctx)
  const { minimum } = first.conditions
  const need =
    outcome?.kind === 'missing-amount'
      ? answersWords.addGoodsFor(money(outcome.missing, ctx))
      : minimum === undefined
        ? undefined
        : answersWords.countsFromAmount(money(minimum, ctx))
  return noticeView(first.title, need, ctx)
}
