/** The worklists as text for people: each with its count, the oldest first. */

import type { Work } from '#conversation/engine-facts.ts'
import { localDate } from '#domain/base/calendar.ts'
import { formatMoney } from '#domain/base/money.ts'
import { WORKLISTS } from '#domain/model/placed/worklist.ts'
import type { ShopSettings } from '#domain/model/shop.ts'

export function workText(work: Work, settings: ShopSettings): string {
  const blocks = WORKLISTS.flatMap((list) => {
    const found = work[list]
    if (found === undefined) return []
    const rows = found.orders.map(({ number, customer, total, currency, since, units }) =>
      [
        `  ${number}`,
        customer,
        `${formatMoney(total, { ...settings, currency })} ${currency}`,
        ...(units === 0 ? [] : [`${units} units`]),
        `since ${localDate(since, settings.timeZone)}`,
      ].join('  '),
    )
    const more = found.count - found.orders.length
    return [[`${list}: ${found.count}`, ...rows, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')]
  })
  return blocks.join('\n')
}
