import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorObject } from 'ajv'
import type { House } from '../../platform/house.ts'
import { Problem } from '../../platform/problem.ts'
import { toPlaces } from './validation.ts'

type ValidationError = FastifyError & { validation: ErrorObject[]; validationContext: string }

/** PostgreSQL errors that are the caller's doing: text it cannot hold, numbers beyond its range. */
const DATA_ERRORS: Record<string, string> = {
  '22021': 'holds a character that text cannot hold (a zero byte or half of a surrogate pair)',
  '22P05': 'holds a character that text cannot hold (a zero byte or half of a surrogate pair)',
  '22003': 'holds a number that is out of range',
  '22008': 'holds a date that is out of range',
  '54000': 'holds a value that is too long',
}

function toProblem(error: unknown, body: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const fastify = error as ValidationError
  if (fastify.validation) {
    if (fastify.validationContext === 'body' && body === undefined) return new Problem(400, 'malformed', 'The body is empty; this call takes a JSON object.')
    const places = toPlaces(fastify.validation, fastify.validationContext)
    const first = places[0]
    return new Problem(422, 'invalid', first ? `${first.pointer}: ${first.detail}` : 'The request is not valid.', places)
  }
  switch (fastify.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': return new Problem(415, 'unsupported_media_type', 'Send JSON with content-type: application/json.')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE': return new Problem(413, 'too_large', 'The body is larger than this call takes.')
    case undefined: break
    default: {
      const what = DATA_ERRORS[fastify.code]
      if (what) return new Problem(422, 'invalid', `The request ${what}.`)
    }
  }
  if (fastify.statusCode === 429) return new Problem(429, 'too_many_requests', 'Too many requests. Wait as long as Retry-After says, then go on.')
  if (error instanceof SyntaxError || fastify.statusCode === 400) return new Problem(400, 'malformed', `The body is not JSON that can be read: ${fastify.message}`)
  return undefined
}

/** Turns whatever was thrown into `application/problem+json`; what is our fault is logged and not told. */
export function installErrors(app: FastifyInstance, house: House): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, problem: Problem) =>
    reply.code(problem.status).headers(problem.headers).type('application/problem+json').send({
      type: `${house.config.public_url}/docs/errors#${problem.code}`,
      title: problem.code.replaceAll('_', ' '),
      status: problem.status,
      detail: problem.message,
      instance: request.id,
      code: problem.code,
      errors: problem.errors,
    })
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, request.body)
    if (problem) return answer(request, reply, problem)
    house.log.error({ err: error, request_id: request.id, url: request.url }, 'a request failed')
    return answer(request, reply, new Problem(500, 'internal', `Something went wrong on our side. Quote the request id ${request.id} to whoever runs this server.`))
  })
  app.setNotFoundHandler((request, reply) => answer(request, reply, new Problem(404, 'not_found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`)))
}
