import { expect, test } from 'vitest'
import { inEnglish, ours, quotedIn } from './own-words.ts'
import { outcomeOf, type SmtpError } from './email-smtp/outcome.ts'
import { toFault, toFound, toResult } from './http-gateway/wire.ts'

test('what we say is told from what is quoted, and said in English where nobody translates', () => {
  expect(ours('no_line')).toBe('carillon:no_line')
  expect(ours('no_line', 'ECONNREFUSED\n127.0.0.1')).toBe('carillon:no_line ECONNREFUSED\n127.0.0.1')
  expect(inEnglish(ours('no_line', 'ECONNREFUSED'))).toBe('No line to the provider: ECONNREFUSED')
  expect(inEnglish(ours('never_received'))).toBe('The provider never received it')
  expect(quotedIn(ours('answered', '0x58'))).toBe('0x58')
  // A provider's own words stay its own, whatever they look like.
  for (const said of ['550 5.1.1 no such user', 'carillon:constructor x', 'carillon:toString', '']) expect(inEnglish(said)).toBe(said)
})

test('a provider is quoted, a line that broke is ours', () => {
  const smtp = (error: object) => outcomeOf(Object.assign(new Error('socket closed'), error) as SmtpError, true)
  expect(smtp({ response: '550 5.1.1 no such user', responseCode: 550 })).toMatchObject({ status: 'rejected', detail: '550 5.1.1 no such user' })
  expect(smtp({})).toEqual({ status: 'unknown', detail: 'carillon:line_broke socket closed' })
  expect(outcomeOf(new Error('connect ECONNREFUSED') as SmtpError, false)).toMatchObject({ status: 'retry', detail: 'carillon:no_line connect ECONNREFUSED' })
  const answer = (status: number, text = '') => ({ status, headers: {}, text }) as never
  expect(toResult(answer(502, '{"detail":"too busy"}'), 'att_1')).toEqual({ status: 'unknown', detail: 'carillon:answered 502: too busy' })
  expect(toFound(answer(404), 'att_1')).toMatchObject({ detail: 'carillon:never_received' })
  expect(toFault(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toEqual({ status: 'unknown', detail: 'carillon:line_broke read ECONNRESET' })
})
