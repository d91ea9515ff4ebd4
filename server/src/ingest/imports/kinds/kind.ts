import type { WorkspaceFacts } from '../../../accounts/index.ts'
import type { SystemTx } from '../../../platform/database/index.ts'
import type { House } from '../../../platform/house.ts'
import type { FileRow } from '../read/index.ts'
import type { Plan } from '../row/plan.ts'
import type { ReadRow } from '../row/read-row.ts'
import type { Seen } from '../seen.ts'
import type { Outcome } from '../tally.ts'

/** What a kind works with: the machinery's transaction, and how the file is read. */
export type Bench = { house: House; tx: SystemTx; workspace: WorkspaceFacts; plan: Plan; import_id: string; now: Date }

/** What came, or would come, of a batch: each row's outcome, what counts as seen once it is committed, and whom it was about. */
export type Told = { outcomes: Map<ReadRow, { outcome: Outcome; duplicate: boolean }>; keys: string[]; members: string[] }

/** What a file holds, and the three things that are done with a row of it. */
export type Kind = {
  read(row: FileRow, plan: Plan, width: number): ReadRow
  /** By what a later row of the file is known to be about the same. */
  keysOf(row: ReadRow): string[]
  /** What `write` would come to, without a write. */
  foresee(bench: Bench, rows: readonly ReadRow[], seen: Seen): Promise<Told>
  write(bench: Bench, rows: readonly ReadRow[], seen: Seen): Promise<Told>
}
