import { expect, test } from 'vitest'
import { withBorrowedForms } from './plural-forms.ts'

const words = { list: { title: 'სია', rows_one: 'ერთი', rows_other: '{{count}} ხაზი' } }

test('where the browser knows the rules, nothing is changed', () => {
  expect(withBorrowedForms('uk', words)).toBe(words)
})

test('where it does not, every form that may be asked for is there, and our own ones stay', () => {
  const { list } = withBorrowedForms('ka', words, false)
  expect(list).toEqual({
    title: 'სია',
    rows_zero: '{{count}} ხაზი',
    rows_one: 'ერთი',
    rows_two: '{{count}} ხაზი',
    rows_few: '{{count}} ხაზი',
    rows_many: '{{count}} ხაზი',
    rows_other: '{{count}} ხაზი',
  })
})
