import { createTracker, type Consent, type Options, type Tracker } from './tracker.ts'

// What the script tag runs. Calls that the page made before it came, `carillon.push(['track', …])`, are made now.

type Queued = [keyof Tracker, ...unknown[]] | ((tracker: Tracker) => void)
type Pushable = Tracker & { push(...calls: Queued[]): void }
type Privacy = { privacy?: { dontSend?: boolean; disableUserIds?: boolean } }
const global = window as unknown as Record<string, unknown>

/** Puts the tracker where the page's own array of calls was, and makes those calls. */
function takePlace(name: string, queue_name: string, tracker: Tracker): void {
  const waiting = global[queue_name]
  const push = (...calls: Queued[]) => {
    for (const call of calls) {
      try {
        if (typeof call === 'function') call(tracker)
        else (tracker[call[0]] as (...given: unknown[]) => unknown)(...call.slice(1))
      } catch (error) {
        console.warn(`carillon: a call that waited failed: ${(error as Error).message}`)
      }
    }
  }
  const placed: Pushable = Object.assign(tracker, { push })
  global[name] = placed
  global[queue_name] = queue_name === name ? placed : { push }
  if (Array.isArray(waiting)) push(...(waiting as Queued[]))
}

function optionsOf(script: HTMLScriptElement): Options | undefined {
  const { writeKey, host, consent, pages } = script.dataset
  return writeKey ? { write_key: writeKey, host: host ?? new URL('.', script.src).href, consent: consent as Consent, pages: pages as Options['pages'] } : undefined
}

/** The tag of Jitsu's script: its names for the queue and the settings. A page call comes by itself unless it says otherwise. */
function asJitsu(script: HTMLScriptElement, tracker: Tracker): void {
  const { namespace = 'jitsu', initOnly, onload, privacyDontSend, privacyDisableUserIds } = script.dataset
  const isYes = (value: string | undefined) => value === '' || value === 'true' || value === '1' || value === 'yes'
  const refused = isYes(privacyDontSend) || isYes(privacyDisableUserIds)
  const options = optionsOf(script) ?? { write_key: (global.jitsuConfig as { writeKey?: string } | undefined)?.writeKey ?? '', host: new URL('.', script.src).href }
  void tracker.init({ ...options, consent: refused ? 'denied' : options.consent })
  takePlace(namespace, `${namespace}Q`, Object.assign(tracker, { configure: ({ privacy }: Privacy) => tracker.consent(privacy?.dontSend || privacy?.disableUserIds ? 'denied' : 'granted') }))
  const called = onload ? global[onload] : undefined
  if (typeof called === 'function') called(tracker)
  if (!isYes(initOnly)) void tracker.page()
}

const script = document.currentScript as HTMLScriptElement | null
const already = global.carillon as Partial<Tracker> | undefined
if (script && new URL(script.src).pathname.endsWith('/p.js')) asJitsu(script, createTracker(window))
else if (typeof already?.track !== 'function') {
  const tracker = createTracker(window)
  const options = script && optionsOf(script)
  if (options) void tracker.init(options)
  takePlace('carillon', 'carillon', tracker)
}
