import type { Api } from '../../accounts/index.ts'
import { forVisitors, proofOf, sendPage } from '../links/index.ts'
import { confirm, confirmationPage } from './pages.ts'

type Params = { Params: { token: string } }

/** Where the question of a double opt-in leads. Mail scanners open links: only the button counts. */
export function confirmationRoutes({ app, house }: Api): void {
  app.get<Params>('/y/:token', forVisitors, async (request, reply) => sendPage(reply, await confirmationPage(house, request.params.token)))
  app.post<Params>('/y/:token', forVisitors, async (request, reply) => {
    await confirm(house, request.params.token, proofOf(request))
    return reply.redirect(`/y/${request.params.token}`, 303)
  })
}
