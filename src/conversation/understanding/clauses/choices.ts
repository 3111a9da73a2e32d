/**
 * From the choices said to what a line holds: single-choice values in `options`, everything else
 * (multi-choice, negated, qualified, any-of) in `extras`. A negated value of a single choice is an
 * exclusion ("any colour but not red").
 */

import { meaningsFor } from '#conversation/understanding/sellable.ts'
import type { CatalogProduct, Extra, SpokenOptions } from '#conversation/understanding/types.ts'
import type { Lexicon, ValueRef } from '#conversation/understanding/words/lexicon.ts'
import { given } from '#domain/base/given.ts'
import type { Mod } from './chunks.ts'

export type ChosenValues = {
  readonly options: SpokenOptions
  readonly extras: readonly Extra[]
  readonly exclude: Readonly<Record<string, readonly string[]>>
  /** Two different values for one single choice: "a red and blue speaker". */
  readonly clash?: { readonly option: string; readonly values: readonly string[] }
  /** Not an option of this product at all. */
  readonly misfits: readonly Mod[]
}

export const NOTHING: ChosenValues = { options: {}, extras: [], exclude: {}, misfits: [] }

export function chooseValues(lexicon: Lexicon, product: CatalogProduct, mods: readonly Mod[]): ChosenValues {
  return mods.reduce((chosen, mod) => addMod(lexicon, product, { chosen, mod }), NOTHING)
}

/** The one meaning of a choice for this product: sold before merely known, an option not yet set before one that is. */
export function meaningOfChoice(product: CatalogProduct, mod: Mod, taken: SpokenOptions): ValueRef | undefined {
  const { sold, known } = meaningsFor(product, mod.refs)
  const fits = sold.length > 0 ? sold : known
  const open = fits.filter((ref) => taken[ref.option] === undefined)
  const [first] = open.length > 0 ? open : fits
  if (first === undefined) return undefined
  const vague = mod.tag.role === 'item' && mod.tag.fit === 'part' && new Set(fits.map((ref) => ref.value.id)).size > 1
  return vague ? undefined : first
}

function addMod(
  lexicon: Lexicon,
  product: CatalogProduct,
  { chosen, mod }: { readonly chosen: ChosenValues; readonly mod: Mod },
): ChosenValues {
  if (mod.polarity === 'replaced') return chosen
  const ref = meaningOfChoice(product, mod, chosen.options)
  if (ref === undefined) return { ...chosen, misfits: [...chosen.misfits, mod] }
  const option = lexicon.options[ref.option]
  if (mod.polarity === 'unwanted' && option?.negatable !== true) return exclude(chosen, ref, option?.multi === true)
  const qualified = option?.qualifiable === true && mod.qualifier !== undefined
  if (option?.multi !== true && mod.polarity === 'wanted' && !qualified && ref.value.anyOf === undefined)
    return setSingle(chosen, ref)
  return {
    ...chosen,
    extras: withExtra(
      chosen.extras,
      extraOf(ref, {
        negated: mod.polarity === 'unwanted',
        ...(qualified && mod.qualifier ? { qualifier: mod.qualifier } : {}),
      }),
    ),
  }
}

function exclude(chosen: ChosenValues, ref: ValueRef, multi: boolean): ChosenValues {
  const extras = chosen.extras.filter((extra) => extra.option !== ref.option || extra.value !== ref.value.id)
  return multi
    ? { ...chosen, extras }
    : { ...chosen, exclude: { ...chosen.exclude, [ref.option]: [...(chosen.exclude[ref.option] ?? []), ref.value.id] } }
}

function setSingle(chosen: ChosenValues, ref: ValueRef): ChosenValues {
  const before = chosen.options[ref.option]
  const clash =
    before !== undefined && before !== ref.value.id
      ? { option: ref.option, values: [...(chosen.clash?.values ?? [before]), ref.value.id] }
      : chosen.clash
  return {
    ...chosen,
    options: { ...chosen.options, [ref.option]: ref.value.id },
    ...given({ clash }),
  }
}

export function extraOf(
  ref: ValueRef,
  how: { readonly negated: boolean; readonly qualifier?: 'extra' | 'light' },
): Extra {
  const { value, option } = ref
  return {
    option,
    ...(value.anyOf === undefined ? { value: value.id } : { anyOf: value.anyOf }),
    ...given({ amount: value.amount, qualifier: how.qualifier }),
    ...(how.negated ? { negated: true as const } : {}),
  }
}

const sameValue = (a: Extra, b: Extra): boolean =>
  a.option === b.option && a.value === b.value && String(a.anyOf) === String(b.anyOf)

/** The later word about a value wins, but a qualifier said once stays. */
export function withExtra(extras: readonly Extra[], extra: Extra): readonly Extra[] {
  const before = extras.find((known) => sameValue(known, extra))
  if (before === undefined) return [...extras, extra]
  const merged =
    extra.negated === before.negated && before.qualifier !== undefined && extra.qualifier === undefined ? before : extra
  return extras.map((known) => (known === before ? merged : known))
}
