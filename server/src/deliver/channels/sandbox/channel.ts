import { Type } from 'typebox'
import { system } from '../../../platform/database/index.ts'
import { ABILITIES, MEDIA } from '../../media.ts'
import type { Channel, ConnectionFacts, OutboundMessage, SendResult, SessionContext } from '../contract.ts'
import { ours } from '../own-words.ts'
import { receiveMessages, sandboxId } from './store.ts'

type Waiting = { message: OutboundMessage; done: (result: SendResult) => void }

/** Hand-overs of one moment are stored in one statement: the sandbox keeps up with a campaign. */
function openSession({ house, connection }: SessionContext) {
  let waiting: Waiting[] = []
  let storing: Promise<void> = Promise.resolve()

  async function store(batch: Waiting[]): Promise<void> {
    try {
      await system(house.db, 'sandbox', connection.workspace_id, (tx) => receiveMessages(tx, connection, batch.map((each) => each.message), house.clock()))
      for (const { message, done } of batch) done({ status: 'accepted', provider_ref: sandboxId(message.ref) })
    } catch (error) {
      for (const { done } of batch) done({ status: 'retry', after_s: 5, detail: ours('broke_inside', (error as Error).message) })
    }
  }

  return {
    send: (message: OutboundMessage) => new Promise<SendResult>((done) => {
      waiting.push({ message, done })
      if (waiting.length > 1) return
      setImmediate(() => {
        const batch = waiting
        waiting = []
        storing = Promise.all([storing, store(batch)]).then(() => undefined)
      })
    }),
    close: () => storing,
  }
}

/** The default connection of every medium: a visible provider that reaches nobody real and needs no account. */
export const sandbox: Channel = {
  id: 'sandbox',
  name: 'Sandbox',
  media: MEDIA,
  address: 'phone',
  can: ABILITIES.whatsapp,
  dedupe: 'key',
  settings: Type.Object({}),
  default_limits: { concurrency: 500 },
  reports: true,
  listens: false,
  open: async (context) => openSession(context),
  invite: (_, medium, payload, house) => (medium === 'telegram' || medium === 'push' ? `${house.config.public_url}/sandbox?medium=${medium}&start=${payload}` : null),
  check: async () => ({ ok: true, lines: [{ ok: true, code: 'sandbox_ready', text: 'The sandbox is always ready. Nobody real is written to.' }] }),
  async lookup(house, connection: ConnectionFacts, refs) {
    const rows = await house.db.system.selectFrom('sandbox_message').select('id').where('workspace_id', '=', connection.workspace_id).where('id', 'in', refs.map(sandboxId)).execute()
    const known = new Set(rows.map((row) => row.id))
    return refs.map((ref) => (known.has(sandboxId(ref)) ? { status: 'accepted', provider_ref: sandboxId(ref) } : { status: 'retry', after_s: 0, detail: ours('never_received') }))
  },
}
