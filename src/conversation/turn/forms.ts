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

/** The requests of a filled form; undefined when fields were refused, which was told. */
export function filledForm(request: Of<'form'>, session: Session): readonly Request[] | undefined {
  const read = readForm(request.form, request.fields, { settings: session.shop.settings, argument: request.argument })
  if (read.ok) return read.value
  session.outgoing.push({ to: session.inbound.thread, placement: { place: 'form-errors', to: session.inbound.user, errors: read.refusal } })
  return undefined
}
