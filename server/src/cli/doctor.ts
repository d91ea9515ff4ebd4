import fs from 'node:fs'
import { isSetUp } from '../accounts/index.ts'
import { inEnglish } from '../deliver/channels/index.ts'
import { ConfigError, isLoopback, readConfig } from '../platform/config.ts'
import { ownerOf } from '../platform/database/index.ts'
import { openLocal } from './local.ts'
import { CliError, EXIT, print } from './output.ts'

type Finding = { level: 'ok' | 'warning' | 'error'; what: string; remedy?: string }
type Add = (ok: boolean, what: string, remedy?: string, level?: 'warning' | 'error') => void

const SIGNS = { ok: '✓', warning: '!', error: '✗' }

/** What is wrong with this installation, and how to mend it. A warning alone is no failure. */
export async function doctor(flags: { json?: boolean }): Promise<void> {
  const findings: Finding[] = []
  const add: Add = (ok, what, remedy, level = 'error') => void findings.push({ level: ok ? 'ok' : level, what, ...(ok || !remedy ? {} : { remedy }) })
  try {
    const config = readConfig()
    add(true, `Configuration is valid; data is in ${config.data_dir}`)
    add(!isLoopback(config.public_url), `PUBLIC_URL is ${config.public_url}`, 'Customers cannot open links on this address. Set PUBLIC_URL before you go live; the sandbox works without.', 'warning')
    const { bavail, bsize } = fs.statfsSync(fs.existsSync(config.data_dir) ? config.data_dir : '.')
    const free = (bavail * bsize) / 2 ** 30
    add(free > 1, `${free.toFixed(1)} GiB of disk are free`, 'Free some space: the database stops when there is none.')
    const owner = config.database_url ? undefined : ownerOf(config.data_dir)
    if (!config.database_url) add(owner !== undefined, owner ? `The server runs as process ${owner.pid}` : 'The server does not run', 'Start it with: npm start', 'warning')
    await examine(add)
  } catch (error) {
    add(false, (error as Error).message, error instanceof ConfigError ? `Correct or unset ${error.variable}.` : 'See data/postgres.log, or check DATABASE_URL.')
  }
  const ok = findings.every((each) => each.level !== 'error')
  print(flags.json ?? false, { ok, findings }, findings.map((each) => `${SIGNS[each.level]} ${each.what}${each.remedy ? `\n    ${each.remedy}` : ''}`).join('\n'))
  if (!ok) throw new CliError('', EXIT.failed)
}

async function examine(add: Add): Promise<void> {
  const local = await openLocal()
  try {
    const { db } = local.house
    add(true, 'The database answers and its schema is current')
    add(await isSetUp(local.house), 'A workspace exists', 'Open the set-up link that npm start prints, or run: npx carillon setup')
    const halted = await db.system.selectFrom('connection').select(['name', 'halted']).where('halted', 'is not', null).where('archived_at', 'is', null).execute()
    for (const each of halted) add(false, `The connection "${each.name}" is halted: ${inEnglish((each.halted as { reason: string }).reason)}`, 'Mend it under Settings → Connections, then press "Check now".')
    const dead = await db.system.selectFrom('subscriber_dead').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    add(Number(dead.n) === 0, `${dead.n} events could not be handled`, 'Look at the table subscriber_dead for the reason.')
    const oldest = await db.system.selectFrom('queue_item').select(({ fn }) => fn.min('ready_at').as('at')).where('paused', '=', false).where('held', '=', false).executeTakeFirst()
    const age = oldest?.at ? (local.house.clock().getTime() - new Date(oldest.at).getTime()) / 1000 : 0
    add(age < 300, age > 0 ? `The oldest message in the queue has waited ${Math.round(age)} s` : 'Nothing waits in the queue', 'Is a process with ROLES=worker running, and is its connection enabled?')
  } finally {
    await local.close()
  }
}
