import { sql } from 'kysely'
import type { TestApp } from './app.ts'

/**
 * Lets a subscriber read the log to its end. Events stay out of its sight while an older transaction of anybody runs, and
 * tests share a server: it is asked again until nothing is ahead of it.
 */
export async function followToEnd(t: TestApp, name: string, pump: () => Promise<unknown>): Promise<void> {
  for (let ahead = true; ahead;) {
    await pump()
    const { rows } = await sql<{ ahead: boolean }>`select exists (select from event e where (e.tx, e.id) > (select s.tx, s.id from subscriber s where s.name = ${name})) as ahead`.execute(t.house.db.system)
    ahead = rows[0]!.ahead
    if (ahead) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
