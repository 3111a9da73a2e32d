/**
 * Why a placed order that has not left is not changed, and what can be done instead. Next:
 * order-words.ts has the other refusals.
 */
import { money, type ScreenContext } from '#conversation/screens/context.ts'
import { dayText } from '#conversation/screens/names.ts'
import { changesWords } from '#conversation/words/order/changes.ts'
import type { OrderRefusal } from '#domain/model/refusals.ts'

type Of<K extends OrderRefusal['kind']> = Extract<OrderRefusal, { kind: K }>
type Words = readonly [headline: string, text: string]

type OfAmend = Of<
  | 'left-already'
  | 'goes-there-already'
  | 'is-so-already'
  | 'change-is-over'
  | 'change-open'
  | 'no-change-asked'
  | 'bad-day'
  | 'too-long'
  | 'given-already'
  | 'needs-first'
>
export function amendWords(number: number, why: OfAmend, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'left-already':
      return [changesWords.aPartOfOrder(number), changesWords.nothingWasChangedWhat]
    case 'goes-there-already':
    case 'is-so-already':
      return [changesWords.orderIsLikeThat(number), changesWords.nothingWasChanged]
    case 'change-is-over':
    case 'no-change-asked':
      return [changesWords.noSuchChangeOf(number), changesWords.itWasMadeLeft]
    case 'change-open':
      return [changesWords.aChangeOfOrder(number), changesWords.nothingWasSentDecide(number)]
    case 'bad-day':
      return [BAD_DAY[why.why](dayText(why.on, ctx)), dayHint(number, why, ctx)]
    case 'too-long':
      return [changesWords.aGiftNoteHas(why.most, why.length), changesWords.nothingWasChangedSay]
    case 'given-already':
      return [changesWords.ofOrderWasGiven(money(why.most, ctx), number), changesWords.nothingWasChanged]
    case 'needs-first':
      return why.need === 'approval'
        ? [changesWords.somebodyWhoseLimitCovers, changesWords.nothingWasChanged]
        : [changesWords.checkFirstWhoIs, changesWords.nothingWasChangedSayWith(number)]
    default:
      return why satisfies never
  }
}

const BAD_DAY = {
  past: (day: string) => changesWords.isOver(day),
  'too-soon': (day: string) => changesWords.isTooSoon(day),
  'too-far': (day: string) => changesWords.isTooFarAhead(day),
  closed: (day: string) => changesWords.nothingArrivesOn(day),
} as const

function dayHint(number: number, { earliest, why }: Of<'bad-day'>, ctx: ScreenContext): string {
  const when =
    earliest === undefined
      ? ''
      : ` ${why === 'too-far' ? changesWords.atTheLatest : changesWords.theFirstThatCan} ${dayText(earliest, ctx)}.`
  return changesWords.nothingWasChangedSayFor(when, number)
}
