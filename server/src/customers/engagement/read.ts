import { sql, type RawBuilder } from 'kysely'

/** So many months before the present one are looked at. */
const MONTHS = 12
/** What an answer, a click and a reading say of how gladly somebody is written to on a medium. */
const SCORE = sql`(4 * sum(g.replied) + 3 * sum(g.clicked) + sum(g.read))::float8 / sum(g.sent)`
/** Fewer messages than this say nothing of a medium. */
const LEAST_SENT = 3
/** From here on what was learned is sure enough to choose a person's channel by. */
export const SURE = 0.5

export const engagedSince = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS, 1))

/** What came of messages to a person, over all their contacts: a FROM over `engagement g`. What the sandbox played counts in the sandbox only. */
export function engagementOf(workspace_id: RawBuilder<unknown>, person_id: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`contact gc join engagement g on g.workspace_id = ${workspace_id} and g.contact_id = gc.id and g.month >= ${engagedSince(now)}::date
    and (g.origin <> 'sandbox' or exists (select from workspace gw where gw.id = ${workspace_id} and gw.environment = 'sandbox'))
    where gc.workspace_id = ${workspace_id} and gc.person_id = ${person_id}`
}

/**
 * The medium on which most comes back for what is sent, and how sure that is, 0 to 1: by how many were sent there, and by how
 * far it is ahead of the next. A subquery of one row or none: medium, sent, read, clicked, replied, certainty.
 */
export function readiestMedium(workspace_id: RawBuilder<unknown>, person_id: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`(select gb.medium, gb.sent, gb.read, gb.clicked, gb.replied, round(((gb.sent / (gb.sent + 5.0)) * (0.5 + 0.5 * (1 - coalesce(gb.next, 0) / gb.score)))::numeric, 2)::float8 as certainty
    from (select g.medium, sum(g.sent)::int as sent, sum(g.read)::int as read, sum(g.clicked)::int as clicked, sum(g.replied)::int as replied, ${SCORE} as score, lead(${SCORE}) over (order by ${SCORE} desc, g.medium) as next
      from ${engagementOf(workspace_id, person_id, now)} group by g.medium having sum(g.sent) >= ${sql.lit(LEAST_SENT)} order by score desc, g.medium limit 1) gb where gb.score > 0)`
}

/** Where to write to a person who has not said where: the medium that was learned, once that is sure enough. */
export function learnedMedium(workspace_id: RawBuilder<unknown>, person_id: RawBuilder<unknown>, now: Date): RawBuilder<unknown> {
  return sql`(select gl.medium from ${readiestMedium(workspace_id, person_id, now)} gl where gl.certainty >= ${sql.lit(SURE)})`
}
