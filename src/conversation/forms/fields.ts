/** What fields of forms are made of. Next: forms.ts has the forms, address-fields.ts addresses. */
import type { FormField, SelectOption } from '#conversation/edge/view.ts'

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
  value === undefined ? {} : { value }
