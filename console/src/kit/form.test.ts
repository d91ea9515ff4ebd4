import { expect, test } from 'vitest'
import { ApiError } from '../api.ts'
import { fieldOf, formErrors } from './form.ts'

test('a JSON pointer becomes the name of a field', () => {
  expect(fieldOf('/email')).toBe('email')
  expect(fieldOf('#/addresses/0/a~1b~0c')).toBe('addresses.0.a/b~c')
})

test('complaints land at their fields, and what has no field is kept', () => {
  const email = { pointer: '/email', code: 'email_taken', detail: 'Taken.', hint: 'Sign in instead.' }
  const error = new ApiError({ status: 422, errors: [email, { pointer: '/token', code: 'token_used', detail: 'Used.' }] })
  expect(formErrors(error, ['email', 'name'])).toEqual({ fields: { email }, rest: error })
  expect(formErrors(new ApiError({ status: 422, errors: [email] }), ['email']).rest).toBeNull()
  expect(formErrors(new ApiError({ status: 500 }), ['email'])).toMatchObject({ fields: {}, rest: { status: 500 } })
})
