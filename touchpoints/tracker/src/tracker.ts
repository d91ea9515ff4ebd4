import { readArguments, type CallType, type Json } from './calls.ts'
import { contextOf, pageOf } from './context.ts'
import { watchForms } from './forms.ts'
import { newMessageId } from './ids.ts'
import { KEY, newcomer, readKept, seenAt, writeKept, type Kept } from './kept.ts'
import { isQueued, openOutbox, type Outbox } from './outbox.ts'
import { watchPages } from './pages.ts'
import { startSender, type Sender } from './sender.ts'
import { clearShelves, memoryShelf, openShelf, type Shelf } from './shelf.ts'

/** `pending`: held in memory, nothing stored or sent. `denied`: dropped, and what was stored is cleared. */
export type Consent = 'granted' | 'denied' | 'pending'

export type Options = {
  /** The workspace's `pk_…`. */
  write_key: string
  /** The server's address, `https://carillon.example`. */
  host: string
  /** `granted`, when it is not said. */
  consent?: Consent | undefined
  /** Page calls by itself: none, one when it starts, or one at each change of the address as well. */
  pages?: 'none' | 'first' | 'every' | undefined
  /** Calls wait so long for others to go with: 300, when it is not said. */
  flush_after_ms?: number | undefined
}

type Named = (string | Json | undefined)[]
export type Tracker = {
  init(options: Options): Promise<void>
  /** The same as `init`, by the name that other clients have for it. */
  load(options: Options): Promise<void>
  identify(user_id?: string | number | Json, traits?: Json): Promise<void>
  track(event: string, properties?: Json): Promise<void>
  page(...names_and_properties: Named): Promise<void>
  screen(...names_and_properties: Named): Promise<void>
  group(company_id: string | number, traits?: Json): Promise<void>
  alias(user_id: string | number, previous_id?: string | number): Promise<void>
  /** Follows a form, so that what is begun here can be finished elsewhere: the form, or a selector of it, and your name of it. */
  form(form: HTMLFormElement | string, form_id?: string): Promise<void>
  /** Somebody else is here from now on. */
  reset(): Promise<void>
  consent(mode: Consent): Promise<void>
  ready(callback?: () => void): Promise<void>
  /** Sends what waits now. */
  flush(): Promise<void>
  setAnonymousId(id: string): Promise<void>
  user(): { id: string | undefined; anonymousId: string | undefined }
}

type Running = {
  options: Options
  consent: Consent
  shelf: Shelf
  kept: Kept
  /** Somebody else came while nothing was stored: what earlier visits left is not theirs. */
  changed: boolean
  outbox: Outbox
  sender: Sender | undefined
}

const FLUSH_AT = 20

/** A tracker for one page. No method throws, and no promise is rejected: a site never breaks by it. */
export function createTracker(page: Window): Tracker {
  const { document, location } = page
  let running: Running | undefined
  /** Methods that were called before `init`. */
  const early: (() => void)[] = []
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  let referrer = document.referrer

  /** In hand: another tab may have changed what is kept. */
  function inHand(): Running {
    const now = running!
    if (now.consent === 'granted') now.kept = { ...now.kept, user_id: undefined, group_id: undefined, ...(readKept(now.shelf) ?? now.kept) }
    return now
  }

  function keep(change: Partial<Kept>): void {
    const now = running!
    now.kept = { ...now.kept, ...change }
    if (now.consent === 'granted') writeKept(now.shelf, now.kept)
  }

  function call(type: CallType, given: readonly unknown[]): void {
    const { kept: before, consent, outbox, sender, options } = inHand()
    if (consent === 'denied') return
    const said = readArguments(type, given)
    if (type === 'alias') said.previousId ??= before.user_id ?? before.anonymous_id
    if (type === 'page') said.properties = { ...pageOf(page, referrer), ...said.properties }
    if (said.userId || said.groupId) keep({ user_id: said.userId ?? before.user_id, group_id: said.groupId ?? before.group_id })
    const { kept } = running!
    const now = new Date()
    outbox.add({ userId: kept.user_id, ...said, anonymousId: kept.anonymous_id, messageId: newMessageId(now.getTime()), timestamp: now.toISOString(), context: contextOf(page, kept, referrer) })
    sender?.wake(outbox.size() >= FLUSH_AT ? 0 : (options.flush_after_ms ?? 300))
  }

  /** From here on calls are kept and sent; those that waited go as this browser's. */
  function grant({ options, kept: seen, changed, outbox: held }: Running): void {
    const shelf = openShelf(page)
    const before = changed ? undefined : readKept(shelf)
    const known = Object.fromEntries(Object.entries({ user_id: seen.user_id, group_id: seen.group_id, campaign: seen.campaign, campaign_at: seen.campaign_at }).filter(([, value]) => value !== undefined))
    const kept = seenAt({ ...seen, ...before, ...known }, location, new Date())
    const outbox = openOutbox(shelf)
    const own = (id: unknown) => (id === seen.anonymous_id ? kept.anonymous_id : id)
    for (const item of held.all()) outbox.add({ ...item, anonymousId: own(item.anonymousId), previousId: own(item.previousId) })
    const sender = startSender(page, `${options.host.replace(/\/+$/, '')}/v1/batch`, options.write_key, outbox)
    running = { options, consent: 'granted', shelf, kept, changed: false, outbox, sender }
    keep({})
    forms.putBack()
    if (outbox.size() > 0) sender.wake(0)
  }

  const forms = watchForms(page, (event, properties) => void whenBegun(() => call('track', [event, properties])), () => running && { allowed: running.consent === 'granted', host: running.options.host.replace(/\/+$/, '') })

  function hold(options: Options, consent: 'pending' | 'denied'): void {
    running?.sender?.stop()
    if (consent === 'denied') clearShelves(page, (key) => key === KEY || isQueued(key))
    const shelf = memoryShelf()
    running = { options, consent, shelf, kept: newcomer(location, referrer, new Date()), changed: consent === 'denied', outbox: openOutbox(shelf), sender: undefined }
  }

  function setConsent(consent: Consent): void {
    const { consent: before, options, kept } = inHand()
    if (consent === before) return
    if (consent === 'granted') grant(running!)
    else hold(options, consent)
    // What was agreed to until now stays stored; what comes from here on waits, and is the same person's.
    if (consent === 'pending') keep({ user_id: kept.user_id, group_id: kept.group_id })
  }

  /** A page within the page: its referrer is the one before. */
  function turned(from: string): void {
    referrer = from
    keep(seenAt(inHand().kept, location, new Date()))
    call('page', [])
  }

  function init(options: Options): void {
    if (running) return
    if (!options?.write_key || !options.host) throw new Error('init needs write_key and host')
    hold(options, options.consent === 'denied' ? 'denied' : 'pending')
    if ((options.consent ?? 'granted') === 'granted') grant(running!)
    for (const method of early.splice(0)) method()
    if (options.pages === 'first' || options.pages === 'every') call('page', [])
    if (options.pages === 'every') watchPages(page, (from) => void safely(() => turned(from)))
    const leave = () => void safely(() => {
      forms.tell()
      running!.sender?.leave()
    })
    page.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave())
    page.addEventListener('online', () => void safely(() => running!.sender?.flush()))
    begin()
  }

  function safely(work: () => unknown): Promise<void> {
    try {
      return Promise.resolve(work()).then(() => {}, () => {})
    } catch (error) {
      console.warn(`carillon: ${(error as Error).message}`)
      return Promise.resolve()
    }
  }

  const whenBegun = (work: () => unknown) => safely(() => (running ? work() : void early.push(() => void safely(work))))
  const caller = (type: CallType) => (...given: unknown[]) => whenBegun(() => call(type, given))

  return {
    init: (options) => safely(() => init(options)), load: (options) => safely(() => init(options)),
    identify: caller('identify'), track: caller('track'), page: caller('page'), screen: caller('screen'), group: caller('group'), alias: caller('alias'),
    form: (form, form_id) => whenBegun(() => forms.follow(form, form_id)),
    reset: () => whenBegun(() => {
      forms.tell()
      running!.changed = true
      running!.kept = newcomer(location, referrer, new Date())
      keep({})
    }),
    consent: (mode) => whenBegun(() => setConsent(mode)),
    ready: (callback) => begun.then(() => (callback ? safely(callback) : undefined)),
    flush: () => whenBegun(() => running!.sender?.flush()),
    setAnonymousId: (id) => whenBegun(() => keep({ anonymous_id: String(id) })),
    user: () => (running && running.consent !== 'denied' ? { id: running.kept.user_id, anonymousId: running.kept.anonymous_id } : { id: undefined, anonymousId: undefined }),
  }
}
