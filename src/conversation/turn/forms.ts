/**
 * Forms: opening one, and what a filled one asks for. A filled form becomes the same requests as typed words; a field that does not fit is named
 * at the field and nothing of the form is applied. The fields are ../forms.ts.
 */
import { readForm } from '../form-reading.ts'
import { buildForm } from '../forms.ts'
import type { Request } from '../request.ts'
import { factsOf, type Say, type Session } from './session.ts'

type Of<K extends Request['kind']> = Extract<Request, { kind: K }>

export function formToOpen(request: Of<'open-form'>, session: Session): Say {
  const { draft } = session
  const { facts } = factsOf(session)
  return { kind: 'form', draw: (context) => buildForm(request.form, { draft, facts, argument: request.argument }, context) }
}

/**
 * A form whose order was refused is not half done: everything it changed is taken back and the reason stands at a field of it, so that it can be sent
 * again. A refusal that comes with a question (above the limit: ask, or give less) goes on at the card.
 */
export function takeBackForm(session: Session, { fields, user, thread }: Extract<Inbound, { kind: 'form' }>): void {
  const refusals = session.says.flatMap((say) => (say.kind === 'refusal' ? [say.refusal] : []))
  const [first] = refusals
  if (first === undefined || session.draft?.pending !== session.before?.pending) return
  session.draft = session.before
  session.events.splice(0)
  session.says.splice(0)
  session.showCard = false
  const draw: Say = {
    kind: 'screen',
    draw: (context) => refusalView(first, session.draft, context),
  }
  session.formRefused = { field: fieldOf(first, Object.keys(fields)), to: user, thread, words: draw.draw }
}

/** The requests of a filled form; undefined when fields were refused, which was told. */
export function filledForm(request: Of<'form'>, session: Session): readonly Request[] | undefined {
  const read = readForm(request.form, request.fields, { settings: session.shop.settings, argument: request.argument })
  if (read.ok) return read.value
  session.outgoing.push({ to: session.inbound.thread, placement: { place: 'form-errors', to: session.inbound.user, errors: read.refusal } })
  return undefined
}
