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
      return [changesWords.partHasLeft(number), changesWords.afterItLeft]
    case 'goes-there-already':
    case 'is-so-already':
      return [changesWords.alreadyLikeThat(number), changesWords.nothingWasChanged]
    case 'change-is-over':
    case 'no-change-asked':
      return [changesWords.noSuchChange(number), changesWords.changeGone]
    case 'change-open':
      return [changesWords.changeUndecided(number), changesWords.decideFirst(number)]
    case 'bad-day':
      return [BAD_DAY[why.why](dayText(why.on, ctx)), dayHint(number, why, ctx)]
    case 'too-long':
      return [changesWords.giftNoteTooLong(why.most, why.length), changesWords.fewerWords]
    case 'given-already':
      return [changesWords.cannotCostLess(money(why.most, ctx), number), changesWords.nothingWasChanged]
    case 'needs-first':
      return why.need === 'approval'
        ? [changesWords.needsHigherLimit, changesWords.nothingWasChanged]
        : [changesWords.checkCallerFirst, changesWords.checkCallerHow(number)]
    default:
      return why satisfies never
  }
}

const BAD_DAY = {
  past: (day: string) => changesWords.dayIsOver(day),
  'too-soon': (day: string) => changesWords.dayTooSoon(day),
  'too-far': (day: string) => changesWords.dayTooFar(day),
  closed: (day: string) => changesWords.nothingArrivesThen(day),
} as const

function dayHint(number: number, { earliest, why }: Of<'bad-day'>, ctx: ScreenContext): string {
  const when =
    earliest === undefined
      ? ''
      : ` ${why === 'too-far' ? changesWords.atTheLatest : changesWords.firstPossible} ${dayText(earliest, ctx)}.`
  return changesWords.otherDayHow(when, number)
}
