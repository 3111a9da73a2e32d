/**
 * "5 white mugs": a count, an item by its whole name and nothing but its own values. Rule: it is that
 * item, whatever else of that name the cart holds ("white enamel mugs" are not called mugs alone);
 * where the cart has this very one, the reader tells whether more of it are wanted. Next: everyday.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { COUNT_WORDS, countOf } from '#conversation/understanding/words/numbers.ts'
import type { Sku } from '#domain/base/flavour.ts'
import type { Catalog, Product } from '#domain/model/catalog.ts'
import { productsNamedIn } from './name-index.ts'

const PLAIN = new RegExp(
  `^(?:(?:please|and|also|plus|then|add|ok|okay)[\\s,]+)*(?<count>\\d{1,3}` +
    `|${COUNT_WORDS})\\s*(?:x\\s+)?(?<item>\\p{L}[\\p{L}\\d ,'-]{2,60}?)(?:[\\s,]+please)?[.!]*$`,
  'iu',
)

type Scene = {
  readonly lines: readonly { readonly sku: Sku }[]
  readonly catalog: Catalog
  /** Products that are asked about: more of one may answer that. */
  readonly askedFor: readonly string[]
}

export function plainAdd(sentence: string, { lines, catalog, askedFor }: Scene): Request | undefined {
  const { count = '', item = '' } = PLAIN.exec(sentence.trim())?.groups ?? {}
  const quantity = countOf(count.toLowerCase())
  if (quantity === undefined) return undefined
  const words = item.toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ').trim()
  if (lines.length === 0) return undefined
  const named = new Set(productsNamedIn(words, catalog).map(({ product }) => product))
  const found = [...named].flatMap((product) => {
    const options = valuesBeside(words, product, catalog)
    return options === undefined ? [] : [{ product, options }]
  })
  const [only, ...others] = found
  if (only === undefined || others.length > 0) return undefined
  const { product, options } = only
  const there =
    askedFor.includes(product.id) || lines.some(({ sku }) => catalog.variants.get(sku)?.productId === product.id)
  const alike = lines.some(({ sku }) =>
    sharesName(catalog.products.get(catalog.variants.get(sku)?.productId ?? ''), product),
  )
  return there || !alike ? undefined : { kind: 'add-product', productId: product.id, options, quantity }
}

const namesOf = ({ name, plural, synonyms }: Product): readonly string[] =>
  [name, plural, ...synonyms].map((each) => each.toLowerCase()).flatMap((each) => [each, `${each}s`])

/** Another product whose name ends in one of these: "enamel mug" beside "mug". */
const sharesName = (other: Product | undefined, product: Product): boolean =>
  other !== undefined &&
  other.id !== product.id &&
  namesOf(other).some((longer) => namesOf(product).some((name) => longer.endsWith(` ${name}`) || longer === name))

/** The values that stand beside the name, where nothing else does. */
function valuesBeside(words: string, product: Product, catalog: Catalog): Readonly<Record<string, string>> | undefined {
  const name = namesOf(product)
    .filter((each) => ` ${words} `.includes(` ${each} `))
    .sort((one, other) => other.length - one.length)[0]
  if (name === undefined) return undefined
  let left = ` ${words} `.replace(` ${name} `, ' ').trim()
  const found: Record<string, string> = {}
  const values = product.options
    .flatMap((option) =>
      (catalog.options.get(option)?.values ?? []).flatMap((value) =>
        [value.id, value.name, ...value.synonyms].map((word) => ({ option, id: value.id, word: word.toLowerCase() })),
      ),
    )
    .sort((one, other) => other.word.length - one.word.length)
  for (const { option, id, word } of values) {
    if (found[option] !== undefined || !` ${left} `.includes(` ${word} `)) continue
    found[option] = id
    left = ` ${left} `.replace(` ${word} `, ' ').trim()
  }
  return left === '' ? found : undefined
}
