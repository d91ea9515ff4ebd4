import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import audit from './en/audit.json' with { type: 'json' }
import campaigns from './en/campaigns.json' with { type: 'json' }
import channels from './en/channels.json' with { type: 'json' }
import connections from './en/connections.json' with { type: 'json' }
import contacts from './en/contacts.json' with { type: 'json' }
import content from './en/content.json' with { type: 'json' }
import events from './en/events.json' with { type: 'json' }
import home from './en/home.json' with { type: 'json' }
import imports from './en/imports.json' with { type: 'json' }
import kit from './en/kit.json' with { type: 'json' }
import problems from './en/problems.json' with { type: 'json' }
import tests from './en/tests.json' with { type: 'json' }

// Whatever the server may say has words in the catalogues: its sources are read as text. That the other languages have
// what English has is catalogues.test.ts's affair.

const root = join(import.meta.dirname, '../../../server/src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** What `pattern` catches in the files whose path begins with one of `under`. */
function found(pattern: RegExp, ...under: string[]): string[] {
  const texts = files.filter(({ path }) => under.length === 0 || under.some((one) => path.startsWith(one))).map(({ text }) => text)
  const all = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]!))
  return [...new Set(all)].toSorted()
}

const quoted = (text: string) => [...text.matchAll(/'(\w+)'/g)].map((match) => match[1]!)
const listed = (pattern: RegExp, under: string) => found(pattern, under).flatMap(quoted)
const lacking = (codes: string[], words: object) => codes.filter((code) => !(code in words))

describe('problems', () => {
  test('every code of an answer', () => {
    const codes = found(/^ {2}(\w+): [45]\d\d,$/gm, 'platform/problem.ts')
    expect(codes).toContain('conflict')
    expect(lacking(codes, problems.problem)).toEqual([])
    expect(lacking(codes, problems.remedy)).toEqual([])
  })

  test('every place that is wrong', () => {
    const codes = found(/\bfailAt\([^,]+, '(\w+)'/g)
      .concat(found(/pointer: ?[^,}]+, code: '(\w+)'/g))
      .concat(found(/\bconflict\('(\w+)'/g))
      .concat(found(/new UnreadableFile\('(\w+)'/g))
    expect(codes).toContain('phone_invalid')
    expect(codes).toContain('last_owner')
    expect(codes.length).toBeGreaterThan(60)
    expect(lacking(codes, problems.problem)).toEqual([])
  })

  test('no conflict without a code of its own', () => {
    expect(found(/\b(?:fail\(|Problem\(409, )('conflict', ?['`]?)/g, 'accounts', 'customers', 'deliver', 'engage', 'ingest', 'insight')).toEqual([])
  })

  test('every keyword of JSON Schema that the contracts use', () => {
    const used = found(/\b(minLength|maxLength|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|pattern|format|minItems|maxItems|uniqueItems|minProperties|maxProperties): ?[^;|]/g)
    expect(used).toContain('minLength')
    const codes = [...used, 'type', 'enum', 'const'].map((keyword) => `bad_${keyword.toLowerCase()}`)
    expect(lacking(codes, problems.problem)).toEqual([])
  })

  test('every complaint about a text, and of a rehearsal', () => {
    const codes = listed(/PROBLEM_CODES = \[([^\]]+)\]/g, 'deliver/templates/contract.ts').concat(found(/\badd\('(\w+)'/g, 'engage/campaigns/rehearse.ts'))
    expect(codes).toContain('unknown_variable')
    expect(codes).toContain('no_connection')
    expect(lacking(codes, problems.problem)).toEqual([])
    expect(lacking(codes, problems.remedy)).toEqual([])
    expect(lacking(listed(/code: Type\.Enum\(\[([^\]]+)\]/g, 'deliver/brand/contract.ts').filter((code) => code !== 'low_contrast'), content.brandProblem)).toEqual([])
  })

  test('every complaint about a row of an import', () => {
    const codes = found(/code: '(\w+)', message/g, 'ingest').concat(found(/\bwarn\('(\w+)'/g, 'ingest'))
    expect(codes).toContain('too_many_cells')
    expect(lacking(codes, imports.code)).toEqual([])
  })
})

describe('the audit', () => {
  /** Calls that only ask, by POST because their question has a body: they leave no entry. */
  const asking = ['countRule', 'estimateRule', 'explainRule', 'previewContent', 'previewImport', 'previewMerge', 'previewRule', 'previewScore', 'previewTemplate', 'changeMe']

  test('every action that it may name, and every kind of thing', () => {
    const actions = found(/\bapi\.(?:post|put|patch|delete)\([^\n]*?\{ id: '(\w+)'/g).concat(found(/\baction: '(\w+)'/g))
    const calls = files.flatMap(({ text }) => [...text.matchAll(/\bapi\.(?:post|put|patch|delete)\(/g)])
    expect(actions.length).toBeGreaterThanOrEqual(calls.length)
    expect(actions).toContain('acceptInvitation')
    expect(lacking(actions.filter((action) => !asking.includes(action)), audit.action)).toEqual([])
    const kinds = found(/\baudit\('(\w+)'/g).concat(found(/\bobject_type: '(\w+)'/g))
    expect(kinds).toContain('sandbox_message')
    expect(lacking(kinds, audit.object)).toEqual([])
  })

  test('no words for an action that the server has not', () => {
    const actions = found(/\bid: '(\w+)', summary/g).concat(found(/\baction: '(\w+)'/g))
    expect(Object.keys(audit.action).filter((action) => !actions.includes(action))).toEqual([])
  })
})

describe('reasons', () => {
  test('why somebody is skipped, why an attempt failed, why a message ended', () => {
    const codes = [
      ...listed(/RejectReason = ([^\n]+)/g, 'deliver/channels/contract.ts'),
      ...listed(/reason\?: RejectReason \| ([^;]+)/g, 'deliver/channels/contract.ts'),
      ...found(/\breason: '(\w+)'/g, 'deliver/messages', 'deliver/dispatch', 'deliver/channels', 'deliver/templates', 'engage/campaigns'),
      ...found(/\breason = '(\w+)'/g, 'deliver'),
      ...found(/then '(\w+)'/g, 'deliver/messages/plan.ts', 'deliver/messages/claim.ts'),
      ...found(/\brefuse\([^\n]+?, '(\w+)'/g, 'deliver/frequency/judge.ts'),
      ...found(/then '(\w+)' when [^\n]+ end as refused/g, 'deliver/messages/plan-chunk.ts'),
    ]
    expect(codes).toContain('no_consent')
    expect(codes).toContain('bad_address')
    expect(codes).toContain('capped')
    expect(lacking(codes, campaigns.reason)).toEqual([])
  })

  test('what became of a test', () => {
    expect(lacking(listed(/REASONS = \[([^\]]+)\]/g, 'deliver/test-sends/contract.ts'), tests.reason)).toEqual([])
  })

  test('why a connection was halted', () => {
    const codes = found(/result\.reason === '(\w+)'/g, 'deliver/channels/contract.ts')
    expect(codes).toContain('credit')
    expect(lacking(codes, connections.halt)).toEqual([])
    expect(lacking(codes, home.remedy)).toEqual([])
  })

  test('what the timeline tells of a message', () => {
    // A reply stands in the timeline as itself.
    const marks = listed(/LEVELS = \[([^\]]+)\]/g, 'deliver/messages/apply.ts').filter((level) => level !== 'replied')
    expect(marks).toContain('accepted')
    expect(lacking([...marks, 'failed'].map((mark) => `message_${mark}`), contacts.timeline.event)).toEqual([])
  })

  test('why a call of the tracking API was refused, and what happened by what was taken', () => {
    const refusals = listed(/REFUSALS = \[([^\]]+)\]/g, 'ingest/tracking/call.ts')
    expect(refusals).toContain('identity_missing')
    expect(lacking(refusals, events.refusal)).toEqual([])
    const key = (type: string) => type.toLowerCase().replaceAll(/[. ]/g, '_')
    const types = found(/COMMERCE_EVENTS = \[([^\]]+)\]/g, 'customers/commerce').flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]!))
      .concat(found(/type: '((?:contact|product|order)\.\w+)'/g, 'customers'), found(/say\('(order\.\w+)'/g, 'customers'))
    expect(types).toContain('Order Completed')
    expect(types).toContain('contact.merged')
    expect(types).toContain('product.price_dropped')
    expect(lacking(types.map(key).filter((one) => !(one in contacts.timeline.event)), events.type)).toEqual([])
  })

  test('where a consent came from', () => {
    const codes = found(/source: '(\w+)', proof/g).concat(['header', 'link'])
    expect(codes).toContain('word')
    expect(lacking(codes, contacts.consent.from)).toEqual([])
  })
})

describe('channels', () => {
  const adapters = files.filter(({ path }) => /^deliver\/channels\/[^/]+\/channel\.ts$/.test(path))

  test.each(adapters.map(({ path, text }) => [path.split('/')[2]!, text]))('%s: its name, its settings and their choices', (id, text) => {
    expect(channels.name).toHaveProperty(id)
    const settings = /const settings = Type\.Object\(\{\n([\s\S]+?)\n\}/.exec(text)?.[1]
    if (!settings) return expect(id).toBe('sandbox')
    const lines = settings.split('\n').map((line) => ({ name: /^ {2}(\w+):/.exec(line)?.[1] ?? line, line }))
    const of = (part: object) => (part as Record<string, Record<string, unknown>>)[id] ?? {}
    expect(lacking(lines.map(({ name }) => name), of(channels.label))).toEqual([])
    expect(lacking(lines.filter(({ line }) => line.includes('description:')).map(({ name }) => name), of(channels.means))).toEqual([])
    for (const { name, line } of lines) {
      const choices = /enum: \[([^\]]+)\]/.exec(line)?.[1]
      if (choices) expect(lacking(quoted(choices), (of(channels.option)[name] as object) ?? {}), name).toEqual([])
    }
  })

  test('what we say of a hand-over ourselves, and the sentence for each that the server says in English', () => {
    const listed = /const ENGLISH = \{\n([\s\S]+?)\n\}/.exec(files.find(({ path }) => path === 'deliver/channels/own-words.ts')!.text)![1]!
    const english = Object.fromEntries([...listed.matchAll(/^ {2}(\w+): '(.+)',$/gm)].map((match) => [match[1], match[2]]))
    expect(Object.keys(english)).toContain('line_broke')
    expect(english).toEqual(kit.ours)
  })

  test('every line of a check, with a remedy where the server has one', () => {
    const all = adapters.flatMap(({ text }) => [...text.matchAll(/code: ([^\n]+?), (text|remedy):/g)].flatMap((match) => quoted(match[1]!)))
    expect(all).toContain('smtp_silent')
    expect(lacking(all, channels.check)).toEqual([])
    const mended = adapters.flatMap(({ text }) => [...text.matchAll(/ok: false, code: '(\w+)', text: [^\n]+?remedy:|code: '(\w+)', remedy:/g)].map((match) => match[1] ?? match[2]!))
    expect(mended).toContain('telegram_silent')
    expect(lacking(mended, channels.remedy)).toEqual([])
  })
})
