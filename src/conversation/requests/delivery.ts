/** Where it goes, how it is sent, how it is paid. Next: resolve/addresses.ts and resolve/resolve.ts. */

import type { AddressRef, LineRef } from '#conversation/requests/words/arguments.ts'
import { COUNT } from '#conversation/requests/words/plain-skus.ts'
import { addressRef } from '#conversation/requests/words/plain-words.ts'
import { alone, onLine, shape } from '#conversation/requests/words/shape.ts'
import type { AddressField, LineUnits } from '#domain/model/draft-question.ts'
import type { PaymentKind } from '#domain/model/shop.ts'
import { among, as, control, list, maybe, nothing, one, text } from './control.ts'
import { row } from './row.ts'

const label = as<AddressRef>(
  (name) => ({ by: 'label', label: name }),
  (address) => (address.by === 'label' ? address.label : undefined),
)
const billing = as<AddressRef | { readonly by: 'same' }>(
  (name) => (name === '' ? { by: 'same' } : label.read(name)),
  (address) => (address.by === 'same' ? '' : label.write(address)),
)

const to = (where: string): { readonly address: AddressRef } | undefined => {
  const address = addressRef(where)
  return address && { address }
}

/** What goes: an item as it was called (none: the line touched last), all units of it where none are counted. */
export type ParcelGoods =
  | { readonly kind: 'all' }
  | { readonly kind: 'rest' }
  /** One parcel, and not said what is in it. */
  | { readonly kind: 'open' }
  | {
      readonly kind: 'some'
      readonly items: readonly { readonly name: string; readonly quantity?: string; readonly half?: true }[]
    }
  | { readonly kind: 'units'; readonly units: readonly LineUnits[] }
/** Without an address: where the order goes anyway. */
export type ParcelMove = { readonly goods: ParcelGoods; readonly address?: AddressRef }

export const DELIVERY = {
  'ship-to': row<{ readonly address: AddressRef; readonly group?: string }>()({
    as: 'edit',
    help: {
      address: ['ship to home', 'ship to Pat Lee, 9 Elm St, Salem, OR 97301, US'],
      delivery: ['ship to Pat Lee, 9 Elm St, Salem, OR 97301'],
    },
    typed: [shape(/^ship\s+to:?\s+(?<where>[\s\S]+)$/i, ({ where = '' }) => to(where))],
    usage: {
      'ship to': { needs: 'a saved address or a whole one', example: 'ship to Pat Lee, 9 Elm St, Salem, OR 97301' },
    },
    control: control('sh', 'revision', list({ address: label, group: maybe(text) })),
  }),
  'ship-line-to': row<{ readonly line: LineRef; readonly quantity: string; readonly address: AddressRef }>()({
    as: 'edit',
    help: { address: ['ship 1 MUG-BLUE-11OZ to office'] },
    typed: [
      shape(
        new RegExp(String.raw`^ship\s+(?<quantity>${COUNT})\s+(?<sku>\S+)\s+to\s+(?<where>[\s\S]+)$`, 'i'),
        ({ quantity = '', sku, where = '' }, skus) => {
          const address = addressRef(where)
          return address && onLine(sku, skus, (line) => ({ line, quantity, address }))
        },
      ),
    ],
  }),
  'bill-to': row<{ readonly address: AddressRef | { readonly by: 'same' } }>()({
    as: 'edit',
    help: { address: ['bill to same'] },
    said: { 'bill to same': { address: { by: 'same' } } },
    typed: [shape(/^bill\s+to:?\s+(?<where>[\s\S]+)$/i, ({ where = '' }) => to(where))],
    usage: { 'bill to': { needs: '"same", a saved address or a whole one', example: 'bill to same' } },
    control: control('bi', 'revision', one('address', billing)),
  }),
  method: row<{ readonly method: string; readonly group?: string }>()({
    as: 'edit',
    help: { sending: ['method express'], delivery: ['method express'] },
    typed: [shape(/^method\s+(?<method>[\w-]+)$/i, ({ method = '' }) => ({ method }))],
    usage: { method: { needs: 'one shipping method', example: 'method express', only: /^/ } },
    control: control('me', 'revision', list({ method: text, group: maybe(text) })),
  }),
  pay: row<{ readonly payment: PaymentKind; readonly reference?: string }>()({
    as: 'edit',
    help: { sending: ['pay card', 'pay link', 'pay invoice PO-77', 'pay on delivery'], paying: ['pay link'] },
    said: {
      'pay card': { payment: 'stored' },
      'pay link': { payment: 'link' },
      'pay on delivery': { payment: 'delivery' },
      'pay invoice': { payment: 'invoice' },
    },
    typed: [shape(/^pay\s+invoice\s+(?<reference>\S+)$/i, ({ reference = '' }) => ({ payment: 'invoice', reference }))],
    usage: { pay: { needs: 'a way to pay: card, link, invoice or on delivery', example: 'pay link' } },
    control: control('pa', 'revision', one('payment', among('stored', 'link', 'invoice', 'delivery'))),
  }),
  /** Where the goods of the cart go, in the order it was said. */
  parcels: row<{ readonly moves: readonly ParcelMove[] }>()({ as: 'flow' }),
  /** `which`: "second", or where it goes. */
  'parcel-method': row<{ readonly which: string; readonly method: string }>()({ as: 'edit' }),
  'address-part': row<{
    readonly field: AddressField
    readonly value: string
    readonly target: 'ship' | 'bill'
  }>()({ as: 'edit' }),
  'read-back': row()({
    as: 'look',
    help: { address: ['read back'] },
    said: alone('read back'),
    control: control('rb', 'any', nothing),
  }),
} as const
