/**
 * An address in a form: nine fields where there is room, the same in five where a platform shows no
 * more at once (Discord), and what is filled in read back. Rule: where goods go, the country is
 * chosen among those that are delivered to; a bill may go anywhere. Next: forms.ts, form-reading.ts.
 */
import type { FormField, SelectOption } from '#conversation/edge/view.ts'
import { formsWords } from '#conversation/words/forms.ts'
import { countryName } from '#domain/base/address-rules.ts'
import { no, ok, type Result } from '#domain/base/result.ts'
import { addressFromFields, parseTypedAddress } from '#domain/draft/address.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import type { Address } from '#domain/model/customer.ts'
import type { AddressField } from '#domain/model/draft-question.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { type FormAbout, field, filledWith } from './fields.ts'

type Filled = Readonly<Record<string, string>>
export type AddressAbout = {
  readonly address: Address | undefined
  readonly settings: ShopSettings
  /** Of a delivery; a bill goes anywhere. */
  readonly delivered: boolean
}

/** What was said of it so far goes on from where it stands: pieces first, then what stands on the order. */
export const shipping = (about: FormAbout): AddressAbout => ({
  address: begun('ship', about) ?? shipTo(about),
  settings: about.facts.shop.settings,
  delivered: true,
})
export const billing = (about: FormAbout): AddressAbout => ({
  address: begun('bill', about) ?? billTo(about),
  settings: about.facts.shop.settings,
  delivered: false,
})

const shipTo = ({ draft, argument }: FormAbout): Address | undefined =>
  draft?.content.groups.find((group) => group.id === (argument ?? 'main'))?.address
const billTo = ({ draft }: FormAbout): Address | undefined => {
  const bill = draft?.content.billing
  return bill?.kind === 'address' ? bill.address : undefined
}

/** The pieces of a whole parcel's address, or a bill's, that were said and are asked about. */
function begun(target: 'ship' | 'bill', { draft, argument }: FormAbout): Address | undefined {
  const [asked] = (draft === undefined ? [] : questionsOf(draft)).flatMap((question) =>
    question.kind === 'address-field' &&
    question.target === target &&
    question.units === undefined &&
    (target === 'bill' || question.group === (argument ?? 'main'))
      ? [question.partial]
      : [],
  )
  return asked
}

/** As it would be typed: a line each. */
export function begunText(about: FormAbout): string {
  const pieces = begun('ship', about)
  if (pieces === undefined) return ''
  const { name, company = '', lines, city, subdivision = '', postcode = '' } = pieces
  return [name, company, ...lines, city, `${subdivision} ${postcode}`.trim()].filter((each) => each !== '').join('\n')
}

export function addressFields({ address, settings, delivered }: AddressAbout): readonly FormField[] {
  const [line1, line2] = address?.lines ?? []
  return [
    field('name', formsWords.recipient, { required: true, ...filledWith(address?.name) }),
    field('company', formsWords.company, filledWith(address?.company)),
    field('line1', formsWords.streetAndNumber, { required: true, ...filledWith(line1) }),
    field('line2', formsWords.floorFlat, filledWith(line2)),
    field('city', formsWords.city, { required: true, ...filledWith(address?.city) }),
    field('subdivision', formsWords.stateOrProvince, {
      ...filledWith(address?.subdivision),
      help: formsWords.subdivisionHow,
    }),
    field('postcode', formsWords.postcode, filledWith(address?.postcode)),
    countryField({ address, settings, delivered }),
    phoneField(address),
  ]
}

export function compactAddress({ address, settings, delivered }: AddressAbout): readonly FormField[] {
  const street =
    address === undefined ? undefined : [address.company ?? '', ...address.lines].filter(Boolean).join('\n')
  const region = [address?.subdivision, address?.postcode].filter((part) => part !== undefined).join(' ')
  const place = address === undefined ? undefined : [address.city, region].filter((part) => part !== '').join(', ')
  return [
    field('name', formsWords.recipient, { required: true, ...filledWith(address?.name) }),
    field('street', formsWords.streetAndNumber, {
      kind: 'long-text',
      required: true,
      help: formsWords.companyFloorHow,
      ...filledWith(street),
    }),
    field('place', formsWords.cityStateAndPostcode, {
      required: true,
      help: formsWords.cityLineHow,
      ...filledWith(place),
    }),
    countryField({ address, settings, delivered }),
    phoneField(address),
  ]
}

const phoneField = (address: Address | undefined): FormField =>
  field('phone', formsWords.phoneForTheCarrier, { kind: 'phone', ...filledWith(address?.phone) })

function countryField({ address, settings, delivered }: AddressAbout): FormField {
  const value = address?.country ?? settings.country
  const known = delivered ? countryOptions(settings, value) : []
  return known.length < 2
    ? field('country', formsWords.country, { required: true, value })
    : field('country', formsWords.country, { kind: 'choice', required: true, options: known, value })
}

/** The shop's own first, then by name. */
function countryOptions({ country, shippingMethods }: ShopSettings, value: string): readonly SelectOption[] {
  const delivered = shippingMethods.flatMap(({ zones }) => zones.flatMap(({ countries }) => countries))
  const rest = [...new Set([...delivered, value])].filter((each) => each !== country)
  const named = rest.map((each) => ({ value: each, label: countryName(each) }))
  return [
    { value: country, label: countryName(country) },
    ...named.toSorted((one, other) => (one.label < other.label ? -1 : 1)),
  ]
}

export const isCompact = (fields: Filled): boolean => Object.hasOwn(fields, 'place')

/** The fields of the long form, or which field of the form is wrong, and why. */
export function addressFilled(
  fields: Filled,
  home: string,
): Result<Filled, { readonly field: string; readonly why: string }> {
  const long = isCompact(fields) ? spread(fields, home) : fields
  const parsed = addressFromFields(long, home)
  if (parsed.ok) return ok(long)
  const { field: wrong, why } = parsed.refusal
  return no({ field: (isCompact(fields) ? SHORT : LONG)[wrong], why })
}

/** Street and place are read as they would be in a message. */
function spread(fields: Filled, home: string): Filled {
  const country = fields['country'] === undefined || fields['country'] === '' ? home : fields['country']
  const name = (fields['name'] ?? '').trim()
  const written = [name === '' ? formsWords.recipient : name, fields['street'] ?? '', fields['place'] ?? ''].join('\n')
  const read = parseTypedAddress(written, country)
  const { company, lines, city, subdivision, postcode } = read.ok ? read.value : read.refusal.partial
  return {
    ...{ name, country, city, lines: lines.join('\n'), phone: fields['phone'] ?? '' },
    ...(company === undefined ? {} : { company }),
    ...(subdivision === undefined ? {} : { subdivision }),
    ...(postcode === undefined ? {} : { postcode }),
  }
}

const LONG = {
  ...{ name: 'name', lines: 'line1', city: 'city', subdivision: 'subdivision' },
  ...{ postcode: 'postcode', country: 'country', phone: 'phone' },
} as const satisfies Record<AddressField, string>
const SHORT = {
  ...{ name: 'name', lines: 'street', city: 'place', subdivision: 'place' },
  ...{ postcode: 'place', country: 'country', phone: 'phone' },
} as const satisfies Record<AddressField, string>
