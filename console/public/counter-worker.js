// Keeps the counter's page at hand: a tablet that loads it anew without a connection gets it as it was last, with who is
// signed in and the shops. Of customers it keeps nothing. It serves /counter alone; every other page is as if it were not there.
const KEPT = 'carillon-counter'
const PAGE = '/counter'
const FACTS = ['/v1/me', '/v1/counter/desk']
const MOST_FILES = 400
/** A network that takes everything and answers nothing must not keep whoever stands there waiting. */
const ANSWER_WITHIN_MS = 4000

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(clients.claim()))

const open = () => caches.open(KEPT)

const keep = async (path, response) => (await open()).put(path, response)

/** Files that never change: their names do. */
async function keptOrFetched(request) {
  const { pathname } = new URL(request.url)
  const kept = await (await open()).match(pathname)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(pathname, answer.clone())
  return answer
}

async function fetchedOrKept(request, path) {
  const fetched = fetch(request).then(async (answer) => {
    if (answer.ok) await keep(path, answer.clone())
    else if (answer.status === 401) for (const fact of FACTS) await (await open()).delete(fact)
    return answer
  })
  fetched.catch(() => undefined) // heard below, unless it came too late
  const late = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS))
  try {
    const answer = await Promise.race([fetched, late])
    return answer ?? (await (await open()).match(path)) ?? (await fetched)
  } catch (error) {
    const kept = await (await open()).match(path)
    if (kept) return kept
    throw error
  }
}

addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin || request.method !== 'GET') return
  if (pathname.startsWith('/assets/')) event.respondWith(keptOrFetched(request))
  else if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(fetchedOrKept(request, PAGE))
  else if (FACTS.includes(pathname)) event.respondWith(fetchedOrKept(request, pathname))
})

/** Files of earlier versions go once there are many; those that the page has loaded now stay. */
async function dropOld(now) {
  const kept = await open()
  const files = (await kept.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/assets/'))
  if (files.length > MOST_FILES) for (const file of files) if (!now.has(new URL(file.url).pathname)) await kept.delete(file)
}

// What the page loaded before this worker was there.
addEventListener('message', (event) => {
  const { files } = event.data
  const add = async (path) => {
    if (await (await open()).match(path)) return
    const answer = await fetch(path, path === PAGE ? { headers: { accept: 'text/html' } } : {})
    if (answer.ok) await keep(path, answer)
  }
  event.waitUntil(Promise.all([PAGE, ...files].map(add)).then(() => dropOld(new Set(files))))
})
