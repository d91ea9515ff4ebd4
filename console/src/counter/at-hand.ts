import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query'
import i18next from 'i18next'
import { meQuery } from '../accounts/session.ts'
import { deskQuery } from './queries.ts'

const { serviceWorker } = navigator as Partial<Pick<Navigator, 'serviceWorker'>>

/** What the page needs only once somebody opens it, and could not fetch without a connection. */
async function loadTheRest(): Promise<void> {
  await Promise.all([import('./card.tsx'), i18next.loadNamespaces(['counter', 'kit', 'commerce', 'shell', 'contacts', 'problems'])])
}

/** Asks the server, even if a question is under way: that one may have been sent before the worker was there, and joining it would keep nothing. */
async function askAnew<Data, Key extends QueryKey>(client: QueryClient, query: FetchQueryOptions<Data, Error, Data, Key>): Promise<void> {
  if (client.isFetching({ queryKey: query.queryKey, exact: true }) > 0) await client.fetchQuery(query)
  await client.fetchQuery({ ...query, staleTime: 0 })
}

/** Waits for the worker to stand between this page and the server, and asks again what may have been asked before it did. */
async function underWorker(client: QueryClient): Promise<void> {
  if (!serviceWorker!.controller) await new Promise((resolve) => serviceWorker!.addEventListener('controllerchange', resolve, { once: true }))
  await Promise.all([askAnew(client, meQuery), askAnew(client, deskQuery)])
}

/** Lets the browser keep this page, so that it can be loaded anew without a connection (`public/counter-worker.js`). Browsers do so over https and on this machine alone. */
export async function keepAtHand(client: QueryClient): Promise<void> {
  if (!serviceWorker) return
  try {
    await serviceWorker.register('/counter-worker.js', { scope: '/counter' })
    const { active } = await serviceWorker.ready
    await Promise.all([underWorker(client), loadTheRest()])
    const files = performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/')).map(({ pathname }) => pathname)
    active?.postMessage({ files: [...new Set(files)] }, [])
  } catch {
    // A browser that keeps nothing, as in a private window: the page works as long as it stays open.
  }
}
