/**
 * What is said of orders that are placed, at the desk and about an account. Next: types.ts has the
 * operations of the cart, acts/ reads these.
 */
type Goods = {
  readonly product: string
  readonly options: Readonly<Record<string, string>>
  readonly quantity: number
}
type Place = string | { readonly text: string }

/** Which placed order: a number, `previous`, `with:PRODUCT`; absent: the one spoken of. */
type OfOrder = { readonly order?: string }
/** Goods of a placed order, or to be put in their place; options only as said. */
export type SpokenGoods = readonly Goods[]
/** What is wanted of an order that is placed. None of these changes the cart. */
export type PlacedOp = OfOrder &
  (
    | { readonly op: 'cancelOrder'; readonly items?: SpokenGoods }
    /** `received`: they came back. */
    | { readonly op: 'returnItems'; readonly items?: SpokenGoods; readonly reason?: string; readonly received?: true }
    | { readonly op: 'exchange'; readonly items: SpokenGoods; readonly for: SpokenGoods }
    | {
        readonly op: 'refund'
        readonly amount?: number
        readonly items?: SpokenGoods
        readonly what?: 'shipping' | 'coupon' | 'difference' | 'goodwill'
        readonly reason?: string
      }
    | { readonly op: 'reorder'; readonly without?: SpokenGoods; readonly with?: SpokenGoods }
    | { readonly op: 'editOrder'; readonly items: SpokenGoods; readonly quantity: number }
    | { readonly op: 'addToOrder'; readonly items: SpokenGoods }
    | { readonly op: 'changeAddress'; readonly address: Place }
    | { readonly op: 'changeMethod'; readonly method: string }
    | { readonly op: 'changeContact'; readonly email?: string; readonly phone?: string }
    | { readonly op: 'ship'; readonly items?: SpokenGoods; readonly tracking?: string }
    | { readonly op: 'resendLink' | 'history' | 'paid' | 'release' | 'wait' | 'expedite' | 'withdraw' }
    | { readonly op: 'complain' | 'orderComment'; readonly text: string }
  )

/** What is done at the shop's desk, and what people say of their account. */
export type DeskOp =
  | { readonly op: 'orders' | 'drafts' | 'takeOver' | 'handBack' | 'askApproval' | 'accept' }
  | { readonly op: 'resume'; readonly draft?: string }
  | { readonly op: 'give'; readonly to: string }
  /** `reason`: of the change of a price that was asked for. */
  | { readonly op: 'say' | 'reason'; readonly text: string }
  | { readonly op: 'approve'; readonly request?: number }
  | { readonly op: 'decline'; readonly request?: number; readonly reason?: string }
  /** In currency units, or "10%". */
  | { readonly op: 'counter'; readonly request?: number; readonly amount: string }
  | { readonly op: 'link'; readonly email: string }
  | { readonly op: 'code'; readonly digits: string }
  /** What goes by another way: the parcel to this address. */
  | { readonly op: 'method'; readonly address: string; readonly method: string }
  | { readonly op: 'policy'; readonly about: string }
