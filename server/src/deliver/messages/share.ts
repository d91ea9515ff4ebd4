import { sql, type RawBuilder } from 'kysely'

/** One of the parts of a connection that processes work side by side: the first of one where it is not split. */
export type Share = { nth: number; of: number }

export const WHOLE: Share = { nth: 1, of: 1 }

/** Told apart by what follows the first space, so that a row of an attempt leads to the lease it was committed under. */
const suffix = ({ nth, of }: Share) => (of === 1 ? '' : ` ${nth}/${of}`)

export const shareLease = (connection_id: string, share: Share) => `connection ${connection_id}${suffix(share)}`

/** Under which name a process holds a share: fences of two shares may be the same number. */
export const shareHolder = (holder: string, share: Share) => `${holder}${suffix(share)}`

/** The name of the lease under which a row of a connection was committed. */
export const leaseOfRow = (row: string) => sql`'connection ' || ${sql.ref(`${row}.connection_id`)} || coalesce(substring(${sql.ref(`${row}.holder`)} from ' .+$'), '')`

/**
 * Whether a hand-over of the queue is this share's: by its person, so that what one person gets stays in one order. Nothing is
 * stored for it, and nothing is asked where a connection is not split.
 */
export function inShare({ nth, of }: Share): RawBuilder<unknown> {
  return of === 1 ? sql`true` : sql`(hashtext(person_id) & 2147483647) % ${sql.lit(of)} = ${sql.lit(nth - 1)}`
}
