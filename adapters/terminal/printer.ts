/**
 * How things look at the terminal: a card in brief, anything else as its text fallback, one blank
 * line between two things said; or one complete JSON object a line. Rule: nothing else may write to
 * this output, so that a pipe behind it can rely on the form.
 */
import { saidMoments } from '#conversation/edge/moment.ts'
import type { Placement } from '#conversation/edge/view.ts'
import { cardText } from './brief.ts'

export type Output = { readonly write: (text: string) => unknown }
/**
 * Something said, or the terminal's own words (a field of a form, a question back): those have no
 * number in the outbox.
 */
export type Printed =
  | { readonly id: number | string; readonly placement: Placement }
  | { readonly id: string; readonly own: 'prompt' | 'answer'; readonly text: string }

/** `columns`: how wide the screen is now, where anybody knows. */
type Spoken = {
  readonly text: (placement: Placement) => string
  readonly columns?: () => number | undefined
}

export type Printer = (printed: Printed) => void

export function createPrinter(output: Output, options: Spoken & { readonly json: boolean }): Printer {
  if (options.json) return (printed) => void output.write(`${JSON.stringify(jsonOf(printed, options.text), asSaid)}\n`)
  return (printed) => {
    const words = 'own' in printed ? printed.text : spoken(printed.placement, options)
    if (words !== '') output.write(`${words}\n${'own' in printed && printed.own === 'prompt' ? '' : '\n'}`)
  }
}

const asSaid = (_: string, value: unknown): unknown => (typeof value === 'string' ? saidMoments(value) : value)

/** A form is asked field by field: only its title stands above, with how to answer. */
function spoken(placement: Placement, { text, columns }: Spoken): string {
  switch (placement.place) {
    case 'form':
      return `${placement.form.title} (an empty line keeps what is in brackets, "cancel" gives up)`
    case 'card':
    case 'new-card':
      return cardText(placement.view, columns?.())
    default:
      return text(placement)
  }
}

function jsonOf(printed: Printed, text: (placement: Placement) => string): unknown {
  if ('own' in printed) return { id: printed.id, place: printed.own, text: printed.text, view: null }
  const { id, placement } = printed
  const base = { id, place: placement.place, text: text(placement) }
  switch (placement.place) {
    case 'form':
      return { ...base, view: null, form: placement.form }
    case 'form-errors':
      return { ...base, view: null, errors: placement.errors }
    case 'suggestions':
      return { ...base, view: null, options: placement.options }
    case 'outside':
    case 'remove':
      return { ...base, view: null }
    default:
      return { ...base, view: placement.view }
  }
}
