/**
 * Why a placed order that has not left is not changed, and what can be done instead. Next:
 * order-words.ts has the other refusals.
 */
import { money, type ScreenContext } from '#conversation/screens/context.ts'
import { dayText } from '#conversation/screens/names.ts'
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
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch
export function amendWords(number: number, why: OfAmend, ctx: ScreenContext): Words {
  switch (why.kind) {
    case 'left-already':
      return [
        `A part of order ${number} has left already`,
        'Nothing was changed. What comes back can be returned or exchanged; a new contact can still be set.',
      ]
    case 'goes-there-already':
    case 'is-so-already':
      return [`Order ${number} is like that already`, 'Nothing was changed.']
    case 'change-is-over':
    case 'no-change-asked':
      return [
        `No such change of order ${number} is open any more`,
        'It was made, left or replaced meanwhile. Nothing was changed by this; say again what you want.',
      ]
    case 'change-open':
      return [
        `A change of order ${number} was asked for and is not decided yet`,
        `Nothing was sent. Decide on it first: "confirm ${number}" makes it, "leave ${number} as it is" does not.`,
      ]
    case 'bad-day':
      return [BAD_DAY[why.why](dayText(why.on, ctx)), dayHint(number, why, ctx)]
    case 'too-long':
      return [
        `A gift note has at most ${why.most} characters, this one has ${why.length}`,
        'Nothing was changed. Say it again in fewer words.',
      ]
    case 'given-already':
      return [
        `${money(why.most, ctx)} of order ${number} was given back or cancelled already, and it cannot cost less ` +
          `than that`,
        'Nothing was changed.',
      ]
    case 'needs-first':
      return why.need === 'approval'
        ? ['Somebody whose limit covers it has to decide that', 'Nothing was changed.']
        : [
            'Check first who is calling',
            `Nothing was changed. Say "check ${number}" with a postcode or the number of an earlier order.`,
          ]
    default:
      return why satisfies never
  }
}

const BAD_DAY = {
  past: (day: string) => `${day} is over`,
  'too-soon': (day: string) => `${day} is too soon`,
  'too-far': (day: string) => `${day} is too far ahead`,
  closed: (day: string) => `Nothing arrives on ${day}`,
} as const

function dayHint(number: number, { earliest, why }: Of<'bad-day'>, ctx: ScreenContext): string {
  const when =
    earliest === undefined
      ? ''
      : ` ${why === 'too-far' ? 'At the latest' : 'The first that can be kept is'} ${dayText(earliest, ctx)}.`
  return `Nothing was changed.${when} Say for example "deliver ${number} on 4 Dec".`
}
