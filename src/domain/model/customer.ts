/**
 * Customers and their address book, and the buyer of a draft: nobody yet, a guest, or a registered customer.
 * Lookup and de-duplication rules: rules.md O1 and O2. Normalisation lives in contact.ts and address.ts.
 */
export type Address = {
  readonly name: string
  readonly company?: string
  /** 1 to 3 street lines. */
  readonly lines: readonly string[]
  readonly city: string
  /** Subdivision code without the country ("IL"), where the country uses one. */
  readonly subdivision?: string
  readonly postcode?: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly phone?: string
}

export type SavedAddress = {
  readonly id: string
  readonly label: string
  readonly address: Address
  readonly isDefault: boolean
}

export type StoredMethod = {
  readonly id: string
  readonly brand: string
  readonly last4: string
  readonly token: string
  readonly isDefault: boolean
}

export type RegisteredCustomer = {
  readonly id: string
  /** "C-1001" */
  readonly number: string
  readonly name: string
  readonly email?: string
  /** E.164 */
  readonly phone?: string
  readonly groups: readonly string[]
  readonly taxExempt: boolean
  readonly invoiceAllowed: boolean
  readonly invoiceDays: number
  readonly note?: string
  readonly backorderPreference?: BackorderPolicy
  readonly addresses: readonly SavedAddress[]
  readonly methods: readonly StoredMethod[]
}

export type BackorderPolicy =
  | 'ship-complete'
  | 'ship-available-then-backorder'
  | 'ship-available-drop-rest'
  | 'move-to-separate-order'

/**
 * Who buys. `register` asked for an account: where a rep vouches for them the submit makes it, with
 * what was collected stored for next time; else the code sent to the address does, and until it
 * comes back they are a guest.
 */
export type Buyer =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'guest'
      readonly name?: string
      readonly email?: string
      readonly phone?: string
      readonly chatUser?: string
    }
  | {
      readonly kind: 'register'
      readonly name: string
      readonly email: string
      readonly phone?: string
      readonly chatUser?: string
      readonly vouched?: true
    }
  | {
      readonly kind: 'registered'
      readonly customerId: string
      readonly number: string
      readonly name: string
      /** Contact for this order; what `keep` names is also the account's from the submit on. */
      readonly email?: string
      readonly phone?: string
      readonly keep?: readonly ('email' | 'phone')[]
    }
