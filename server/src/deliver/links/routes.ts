import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Api } from '../../accounts/index.ts'
import { basketPage } from './basket.ts'
import { chatPage } from './chat.ts'
import { fieldsForTicket, formPage } from './form.ts'
import { followLink, followShort, noteOpen, readLetter, type Visitor } from './follow.ts'
import { eraseByLink, erasePage, preferencesPage, resubscribe, savePreferences, unsubscribe, unsubscribePage } from './preferences.ts'
import { openTest, testPage } from './test-page.ts'
import { forVisitors, proofOf, sendPage } from './visitors.ts'
import { hasShortHost } from '../urls.ts'

const LETTER_CSP = "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline' https:; font-src https: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

function visitorOf(request: FastifyRequest): Visitor {
  const purpose = request.headers['sec-purpose'] ?? request.headers.purpose
  return { method: request.method, user_agent: request.headers['user-agent'], purpose: typeof purpose === 'string' ? purpose : undefined }
}

type Params = { Params: { token: string; slot: string; code: string }; Body: Record<string, string> | undefined; Querystring: { done?: string; was?: string } }

/** The pages and redirects that stand behind links in messages. Opening one changes nothing but what is known of the message. */
export function linkRoutes({ app, house }: Api): void {
  const hide = forVisitors
  const redirect = (reply: FastifyReply, url: string) => reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(url, 302)

  app.get<Params>('/c/:token/:slot', hide, async (request, reply) => redirect(reply, await followLink(house, request.params.token, request.params.slot, visitorOf(request))))
  app.get<Params>('/s/:code', hide, async (request, reply) => redirect(reply, await followShort(house, request.params.code, visitorOf(request))))
  if (hasShortHost(house.config)) app.get<Params>('/:code', { ...hide, constraints: { host: new URL(house.config.short_url).host } }, async (request, reply) => redirect(reply, await followShort(house, request.params.code, visitorOf(request))))
  app.get<Params>('/o/:token', hide, async (request, reply) => {
    await noteOpen(house, request.params.token, visitorOf(request))
    return reply.header('cache-control', 'no-store').type('image/gif').send(PIXEL)
  })

  // A letter is whoever's who wrote it: it shows and links, and can do nothing else.
  app.get<Params>('/w/:token', hide, async (request, reply) => reply.headers({ 'content-security-policy': LETTER_CSP, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }).type('text/html; charset=utf-8').send(await readLetter(house, request.params.token, visitorOf(request))))

  /** The ways out of a test lead to a page that says so, by whichever gesture. */
  const wayOut = { ...hide, preHandler: async (request: FastifyRequest<Params>, reply: FastifyReply) => {
    const target = openTest(house, request.params.token)
    if (!target) return
    if (request.body?.['List-Unsubscribe'] === 'One-Click') return reply.code(200).type('text/plain').send('This was a test: nothing changes\n')
    return sendPage(reply, await testPage(house, target))
  } }

  app.get<Params>('/u/:token', wayOut, async (request, reply) => sendPage(reply, await unsubscribePage(house, request.params.token, request.query.done === '1')))
  app.post<Params>('/u/:token', wayOut, async (request, reply) => {
    const { token } = request.params
    const form = request.body ?? {}
    if (form.undo) {
      await resubscribe(house, token, proofOf(request))
      return reply.redirect(`/p/${token}`, 303)
    }
    // RFC 8058 §3.2: no cookies, no redirect, no further confirmation.
    const oneClick = form['List-Unsubscribe'] === 'One-Click'
    await unsubscribe(house, token, oneClick ? 'header' : 'link', { ...proofOf(request), ...(form.reason ? { reason: form.reason.slice(0, 500) } : {}) })
    return oneClick ? reply.code(200).type('text/plain').send('Unsubscribed\n') : reply.redirect(`/u/${token}?done=1`, 303)
  })

  app.get<Params>('/k/:token', wayOut, async (request, reply) => sendPage(reply, await basketPage(house, request.params.token)))
  app.get<Params>('/f/:token', wayOut, async (request, reply) => sendPage(reply, await formPage(house, request.params.token)))
  app.get<Params>('/h/:token', wayOut, async (request, reply) => sendPage(reply, await chatPage(house, request.params.token)))
  // Asked for by our tracker from the customer's own site: the ticket is all it takes, and no cookie comes along.
  app.get<Params>('/f/fields/:token', hide, async (request, reply) => reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).send(await fieldsForTicket(house, request.params.token)))
  app.get<Params>('/p/:token', wayOut, async (request, reply) => sendPage(reply, await preferencesPage(house, request.params.token, request.query.done === '1', request.query.was)))
  app.post<Params>('/p/:token', wayOut, async (request, reply) => {
    const was = await savePreferences(house, request.params.token, request.body ?? {}, proofOf(request))
    return reply.redirect(`/p/${request.params.token}?done=1&was=${was}`, 303)
  })
  app.get<Params>('/p/:token/erase', wayOut, async (request, reply) => sendPage(reply, await erasePage(house, request.params.token)))
  app.post<Params>('/p/:token/erase', wayOut, async (request, reply) => {
    if (request.body?.sure !== 'on') return reply.redirect(`/p/${request.params.token}/erase`, 303)
    return sendPage(reply, await eraseByLink(house, request.params.token))
  })
}
