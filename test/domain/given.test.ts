// Optional fields: there or absent. Next: src/domain/base/given.ts.
import { expect, test } from 'vitest'
import { given } from '#domain/base/given.ts'

test('a field that nothing is known of is absent, and what is empty, nothing or false stays', () => {
  const note: string | undefined = undefined
  expect(Object.keys(given({ note, label: '', count: 0, on: false, parent: null }))).toEqual([
    'label',
    'count',
    'on',
    'parent',
  ])
})
