import type { WorkspaceFacts } from '../../accounts/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { DEFAULT_SHARES, readSettings, type Shares } from '../channels/index.ts'

/** Per medium, the shares that forecasts go by. */
export type Rates = Record<string, Shares>

/** In the sandbox the crowd's own shares; for real, what the workspace has set, until figures of its own are learned. */
export async function forecastRates(tx: Tx, workspace: Pick<WorkspaceFacts, 'id' | 'environment'>): Promise<Rates> {
  if (workspace.environment === 'sandbox') return (await readSettings(tx, workspace.id)).shares
  const row = await tx.selectFrom('workspace').select('settings').where('id', '=', workspace.id).executeTakeFirst()
  return { ...DEFAULT_SHARES, ...(row?.settings as { rates?: Rates } | undefined)?.rates }
}
