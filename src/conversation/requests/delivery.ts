/** Where it goes, how it is sent, how it is paid. Next: resolve/addresses.ts and resolve/resolve.ts. */
import type { PaymentKind } from '#domain/model/shop.ts'
import type { AddressRef, LineRef } from './arguments.ts'
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

export const DELIVERY = {
  'ship-to': row<{ readonly address: AddressRef; readonly group?: string }>()({
    as: 'edit',
    control: control('sh', 'revision', list({ address: label, group: maybe(text) })),
  }),
  'ship-line-to': row<{ readonly line: LineRef; readonly quantity: string; readonly address: AddressRef }>()({ as: 'edit' }),
  'bill-to': row<{ readonly address: AddressRef | { readonly by: 'same' } }>()({
    as: 'edit',
    control: control('bi', 'revision', one('address', billing)),
  }),
  method: row<{ readonly method: string; readonly group?: string }>()({
    as: 'edit',
    control: control('me', 'revision', list({ method: text, group: maybe(text) })),
  }),
  pay: row<{ readonly payment: PaymentKind; readonly reference?: string }>()({
    as: 'edit',
    control: control('pa', 'revision', one('payment', among('stored', 'link', 'invoice', 'delivery'))),
  }),
  'read-back': row()({ as: 'look', control: control('rb', 'any', nothing) }),
} as const
