/** What fields of forms are made of. Next: forms.ts has the forms, address-fields.ts addresses. */
import type { FormField, SelectOption } from '#conversation/edge/view.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'

/** `argument`: the ship group of an address, the line id of a price. */
export type FormAbout = {
  readonly draft: OrderDraft | undefined
  readonly facts: Facts
  readonly argument: string | undefined
}

export const field = (id: string, label: string, rest: Partial<Omit<FormField, 'id' | 'label'>> = {}): FormField => ({
  id,
  label,
  kind: 'text',
  required: false,
  ...rest,
})
export const selectOptions = (list: readonly (readonly [string, string])[]): readonly SelectOption[] =>
  list.map(([value, label]) => ({ value, label }))
export const filledWith = (value: string | undefined): { readonly value?: string } =>
  value === undefined || value === '' ? {} : { value }
