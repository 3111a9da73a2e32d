// The shop of the conversations: the demo shop with goods for all of them, and a customer of its
// own for each, so that none is warned about what another one ordered. Each has a home and an
// office in Springfield, Illinois, and a stored Visa. Next: play.ts.
import type { CustomerData, ShopData } from '#store/shop/shop-data.ts'
import { demoWith } from '#test/support/demo.ts'

const NAMES = `Amy Park, Ben Cole, Cora Diaz, Dan Frost, Eva Grant, Finn Hale, Gina Ives, Hugo Jung, Ines King, Jack Lund, Kate Moss, Leo Nash,
Mona Ortiz, Nick Pratt, Olga Quinn, Paul Reyes, Rosa Stone, Seth Turner, Tara Usher, Uma Vance, Vera Wade, Will Young, Xena Zorn, Yara Abbot,
Zack Boyd, Anna Crane, Bill Drake, Cleo Evans, Dora Flynn, Emil Gates, Faye Hobbs, Glen Irwin, Hope James, Iris Kent, Jon Lowe, Kim Mead`
const PLENTY = { 'HOOD-BLACK-L': 900, 'MUG-WHITE-11OZ': 900, 'MUG-BLUE-11OZ': 900 }

export function busyShop(): ShopData {
  const shop = demoWith({ onHand: PLENTY })
  return { ...shop, customers: [...shop.customers, ...NAMES.split(/,\s*/).map(person)] }
}

function person(name: string, at: number): CustomerData {
  const address = (...lines: string[]) => ({ name, lines, city: 'Springfield', subdivision: 'IL', country: 'US' })
  return {
    number: `C-${2001 + at}`,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
    groups: [],
    taxExempt: false,
    invoiceAllowed: true,
    invoiceDays: 30,
    addresses: [
      { label: 'home', address: { ...address('12 Oak St'), postcode: '62704' }, isDefault: true },
      { label: 'office', address: { ...address('400 Market St'), postcode: '62701' }, isDefault: false },
    ],
    methods: [{ brand: 'visa', last4: '4242', token: `tok_${at}`, isDefault: true }],
  }
}
