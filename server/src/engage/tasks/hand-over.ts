import { sql } from 'kysely'
import { recordEvents } from '../../customers/index.ts'
import { pgArray, type Tx } from '../../platform/database/index.ts'
import type { House, InsideSubscriber, NewEvent } from '../../platform/house.ts'
import { searchTextOf } from './change.ts'
import { dueAfter } from './working-hours.ts'

type Rule = { id: string; key: string | null; name: string | null; threshold: number | null; title: string; note: string; within_hours: number; assignee_id: string | null }
type Made = { id: string; contact_id: string; title: string; due_at: Date; reason: object }

/**
 * Whoever enters a stage that a rule hands over, or whose score comes to its threshold, becomes a task, inside the transaction that records it: due in working hours,
 * and never a second open one of the same rule for the person, whatever happens at once or comes again.
 */
export const handOver: InsideSubscriber = {
  types: ['stage.changed', 'score.reached'],
  async run(house, tx, workspace_id, events) {
    const keys = [...new Set(events.flatMap((event) => (typeof event.properties.to === 'string' ? [event.properties.to] : [])))]
    const thresholds = [...new Set(events.flatMap((event) => (typeof event.properties.threshold === 'number' ? [event.properties.threshold] : [])))]
    if (keys.length + thresholds.length === 0) return
    const { rows: rules } = await sql<Rule>`select r.id, s.key, s.name, r.threshold, r.title, r.note, r.within_hours, r.assignee_id from hand_over_rule r left join stage s on s.workspace_id = r.workspace_id and s.id = r.stage_id
      where r.workspace_id = ${workspace_id} and r.enabled and (s.key = any (${pgArray(keys)}::text[]) or r.threshold = any (${pgArray(thresholds)}::int[])) order by r.id`.execute(tx)
    const due = rules.flatMap((rule) => events.flatMap(({ contact_id, type, properties }) => {
      const met = type === 'stage.changed' ? rule.key !== null && properties.to === rule.key : properties.threshold === rule.threshold
      return contact_id && met ? [{ rule, contact_id, reason: rule.key === null ? { score: properties.score, threshold: rule.threshold } : { stage: rule.key, ...(rule.name ? { stage_name: rule.name } : {}) } }] : []
    }))
    await makeTasks(house, tx, workspace_id, due)
  },
}

type Due = { rule: Rule; contact_id: string; reason: object }

async function makeTasks(house: House, tx: Tx, workspace_id: string, due: readonly Due[]): Promise<void> {
  if (due.length === 0) return
  const now = house.clock()
  const { rows: made } = await sql<Made>`
    insert into task (workspace_id, id, contact_id, title, note, search_text, due_at, assignee_id, state, made_by, rule_id, reason, created_at, updated_at)
    select ${workspace_id}, new_id('tsk'), d.contact_id, r.title, r.note, d.search_text, ${dueAfter(workspace_id, now, sql`r.within_hours`)}, r.assignee_id, 'open', '', r.id, d.reason::jsonb, ${now}, ${now}
    from unnest(${pgArray(due.map((each) => each.contact_id))}::text[], ${pgArray(due.map((each) => each.rule.id))}::text[], ${pgArray(due.map((each) => searchTextOf(each.rule.title, each.rule.note)))}::text[], ${pgArray(due.map((each) => JSON.stringify(each.reason)))}::text[]) as d (contact_id, rule_id, search_text, reason)
    join hand_over_rule r on r.workspace_id = ${workspace_id} and r.id = d.rule_id
    where not exists (select from contact p join task t on t.workspace_id = p.workspace_id and t.contact_id = p.id and t.rule_id = r.id and t.state = 'open' where p.workspace_id = ${workspace_id} and p.person_id = d.contact_id)
    order by d.contact_id, r.id
    on conflict (workspace_id, contact_id, rule_id) where state = 'open' and rule_id is not null do nothing
    returning id, contact_id, title, due_at, reason`.execute(tx)
  await recordEvents(house, tx, workspace_id, made.map((task): NewEvent => ({ contact_id: task.contact_id, type: 'task.created', at: now, source: 'rules', origin: 'live', properties: { task_id: task.id, title: task.title, due_at: task.due_at, ...task.reason } })), now)
}

/** Of two open tasks of one rule that a merge brings together, the one due first stays; undoing the merge opens the other again. */
export const followMerges: InsideSubscriber = {
  types: ['contact.merged', 'contact.unmerged'],
  async run(house, tx, workspace_id, events) {
    const now = house.clock()
    const merges = (type: string) => events.flatMap((event) => (event.type === type && event.contact_id ? [{ person_id: event.contact_id, merge_id: String(event.properties.merge_id) }] : []))
    const [made, undone] = [merges('contact.merged'), merges('contact.unmerged')]
    if (made.length > 0)
      await sql`
        update task t set state = 'dropped', merge_id = d.merge_id, closed_at = ${now}, updated_at = ${now} from (
          select t.id, m.merge_id, row_number() over (partition by m.person_id, t.rule_id order by t.due_at, t.id) as n
          from unnest(${pgArray(made.map((each) => each.person_id))}::text[], ${pgArray(made.map((each) => each.merge_id))}::text[]) as m (person_id, merge_id)
          join contact p on p.workspace_id = ${workspace_id} and p.person_id = m.person_id join task t on t.workspace_id = p.workspace_id and t.contact_id = p.id and t.state = 'open' and t.rule_id is not null) d
        where t.workspace_id = ${workspace_id} and t.id = d.id and d.n > 1 and t.state = 'open'`.execute(tx)
    if (undone.length > 0)
      await sql`
        update task t set state = 'open', merge_id = null, closed_at = null, updated_at = ${now}
        where t.workspace_id = ${workspace_id} and t.merge_id = any (${pgArray(undone.map((each) => each.merge_id))}::text[]) and t.state = 'dropped'
          and not exists (select from task o where o.workspace_id = t.workspace_id and o.contact_id = t.contact_id and o.rule_id = t.rule_id and o.state = 'open')`.execute(tx)
  },
}
