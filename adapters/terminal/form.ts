/**
 * A form at the terminal: one field after another, an empty line takes what stands in brackets, "-"
 * empties a field, "cancel" gives the form up. After errors only the fields that were wrong are
 * asked again. Values are checked by the engine, not here.
 */
import type { Form, FormField } from '#conversation/edge/view.ts'

export type Filling = {
  readonly form: Form
  readonly values: Readonly<Record<string, string>>
  /** Fields still to ask, the next one first. */
  readonly ask: readonly FormField[]
}
/** `again` says why the same field is asked once more. */
export type FilledStep =
  | { readonly kind: 'next'; readonly filling: Filling; readonly again?: string }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'complete'; readonly filling: Filling }

export const startFilling = (form: Form): Filling => ({
  form,
  values: Object.fromEntries(form.fields.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]]))),
  ask: form.fields,
})

/** The fields with errors, to be asked again; those that are not on this form are left to the reader. */
export const withErrors = (filling: Filling, errors: Readonly<Record<string, string>>): Filling => ({
  ...filling,
  ask: filling.form.fields.filter(({ id }) => id in errors),
})

export function fieldPrompt({ ask, values }: Filling): string {
  const [field] = ask
  if (field === undefined) return ''
  const choices = (field.options ?? []).map(
    ({ label, description }, index) =>
      `  ${index + 1}. ${label}${description === undefined ? '' : ` - ${description}`}`,
  )
  const value = values[field.id]
  const shown = field.options?.find((option) => option.value === value)?.label ?? value
  const hints = [field.required ? '' : 'optional', field.help ?? ''].filter((hint) => hint !== '')
  const now = shown === undefined || shown === '' ? '' : ` [${shown}]`
  const label = `${field.label}${hints.length === 0 ? '' : ` (${hints.join('; ')})`}${now}:`
  return [...choices, label].join('\n')
}

export function fillField(filling: Filling, line: string): FilledStep {
  const [field, ...rest] = filling.ask
  if (line.trim().toLowerCase() === 'cancel') return { kind: 'given-up' }
  if (field === undefined) return { kind: 'complete', filling }
  const typed = line.trim()
  const value = typed === '' ? (filling.values[field.id] ?? '') : typed === '-' ? '' : chosen(field, typed)
  if (value === undefined)
    return { kind: 'next', filling, again: 'Please choose one of the list, by its number or its words.' }
  if (value === '' && field.required)
    return { kind: 'next', filling, again: `${field.label} is needed; "cancel" gives the form up.` }
  const next: Filling = { ...filling, values: { ...filling.values, [field.id]: value }, ask: rest }
  return rest.length === 0 ? { kind: 'complete', filling: next } : { kind: 'next', filling: next }
}

/** A choice by number, label or value; any other field as typed. Undefined: not one of the choices. */
function chosen(field: FormField, typed: string): string | undefined {
  const { options } = field
  if (options === undefined) return typed
  const said = typed.toLowerCase()
  const byNumber = /^\d{1,3}$/.test(typed) ? options[Number(typed) - 1] : undefined
  return (options.find(({ label, value }) => label.toLowerCase() === said || value === typed) ?? byNumber)?.value
}
