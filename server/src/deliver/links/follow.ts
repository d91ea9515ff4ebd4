import { sql } from 'kysely'
import { system, type SystemTx } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import { fail } from '../../platform/problem.ts'
import { applyReceipts, lockAttempts } from '../messages/index.ts'
import { letterUrl } from '../urls.ts'
import { isMachine } from './machines.ts'
import { openTarget, type LinkTarget } from './tokens.ts'

export type Visitor = { method: string; user_agent: string | undefined; purpose: string | undefined }

const gone = (): never => fail('not_found', 'This link is not one of ours, or has been cut. Open it again from the message.')

export function targetOf(house: House, token: string): LinkTarget {
  return openTarget(house, token) ?? gone()
}

type Facts = { accepted_at: Date | null; targets: Record<string, string> | null; clock_rate: number }

async function readAttempt(house: House, target: LinkTarget): Promise<Facts | undefined> {
  const { rows } = await sql<Facts>`select a.accepted_at, a.rendered -> 'targets' as targets, coalesce(r.clock_rate, 1) as clock_rate from attempt a left join run r on r.workspace_id = a.workspace_id and r.id = a.run_id
    where a.workspace_id = ${target.workspace_id} and a.bucket = ${target.bucket}::date and a.id = ${target.attempt_id}`.execute(house.db.system)
  return rows[0]
}

async function note(house: House, target: LinkTarget, status: 'read' | 'clicked', facts: Facts, visitor: Visitor, link?: string): Promise<void> {
  const now = house.clock()
  const machine = isMachine(visitor, facts.accepted_at && (now.getTime() - facts.accepted_at.getTime()) * facts.clock_rate)
  await system(house.db, 'links', target.workspace_id, async (tx: SystemTx) => {
    const attempt = (await lockAttempts(tx, sql`select ${target.workspace_id} as workspace_id, ${target.bucket}::date as bucket, ${target.attempt_id} as id`))[0]
    if (attempt) await applyReceipts(house, tx, [{ attempt, receipt: { status, at: now, machine, ...(link ? { link } : {}) } }], now)
  })
}

/** Where a link of a message leads: an address stored for that very message, and no other. The click is recorded. */
export async function followLink(house: House, token: string, slot: string, visitor: Visitor): Promise<string> {
  const target = targetOf(house, token)
  const facts = await readAttempt(house, target)
  const url = facts?.targets?.[slot]
  if (!facts || !url) return gone()
  await note(house, target, 'clicked', facts, visitor, url)
  return url
}

/** The same for the short links of an SMS. */
export async function followShort(house: House, code: string, visitor: Visitor): Promise<string> {
  const row = await house.db.system.selectFrom('short_link').select(['workspace_id', 'bucket', 'attempt_id', 'slot', 'target']).where('code', '=', code).executeTakeFirst()
  if (!row) return gone()
  const facts = row.slot >= 0 ? await readAttempt(house, row) : undefined
  if (facts) await note(house, row, 'clicked', facts, visitor, row.target)
  return row.target
}

/** What a letter said that went in another: to be read behind its link there, which is a click of its own. */
export async function readLetter(house: House, token: string, visitor: Visitor): Promise<string> {
  const target = targetOf(house, token)
  const facts = await readAttempt(house, target)
  const { rows } = await sql<{ letter: string | null }>`select rendered ->> 'letter' as letter from attempt where workspace_id = ${target.workspace_id} and bucket = ${target.bucket}::date and id = ${target.attempt_id}`.execute(house.db.system)
  const letter = rows[0]?.letter
  if (!facts || !letter) return gone()
  await note(house, target, 'clicked', facts, visitor, letterUrl(house, token))
  return letter
}

export async function noteOpen(house: House, token: string, visitor: Visitor): Promise<void> {
  const target = openTarget(house, token)
  const facts = target && (await readAttempt(house, target))
  if (target && facts) await note(house, target, 'read', facts, visitor)
}
