import { Type } from 'typebox'
import { ABILITIES } from '../../media.ts'
import type { Channel } from '../contract.ts'
import { bind, openSession, type Settings } from './session.ts'

const settings = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, title: 'Host' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535, default: 2775, title: 'Port' }),
  tls: Type.Boolean({ default: false, title: 'TLS' }),
  system_id: Type.String({ minLength: 1, maxLength: 15, title: 'System id' }),
  password: Type.String({ maxLength: 8, title: 'Password', description: 'At most 8 characters (SMPP 3.4 §5.2.2)', 'x-secret': true }),
  system_type: Type.String({ maxLength: 12, default: '', title: 'System type' }),
  bind: Type.Unsafe<string>({ type: 'string', enum: ['transmitter_receiver', 'transceiver'], default: 'transmitter_receiver', title: 'Bind' }),
  window: Type.Integer({ minimum: 1, maximum: 1000, default: 10, title: 'Window', description: 'Submits without an answer at one time' }),
  receipt_ids: Type.Unsafe<string>({ type: 'string', enum: ['as_given', 'receipt_hex', 'receipt_decimal'], default: 'as_given', title: 'Ids in receipts', description: 'Whether receipts repeat the message id as it was given, in hex, or in decimal' }),
}, { additionalProperties: false })

/** SMPP 3.4 to any message centre. */
export const smsSmpp: Channel = {
  id: 'sms-smpp',
  name: 'SMS (SMPP)',
  media: ['sms'],
  address: 'phone',
  can: ABILITIES.sms,
  dedupe: 'none',
  settings,
  default_limits: { concurrency: 10 },
  reports: true,
  listens: true,
  open: openSession,
  async check(connection) {
    const s = connection.settings as Settings
    try {
      const session = await bind(s, s.bind === 'transceiver' ? 'transceiver' : 'transmitter')
      session.unbind({}, () => session.close())
      setTimeout(() => session.destroy(), 500).unref()
      return { ok: true, lines: [{ ok: true, code: 'smpp_bound', text: `${s.host}:${s.port} took the bind of ${s.system_id}.` }] }
    } catch (error) {
      return { ok: false, lines: [{ ok: false, code: 'smpp_unbound', text: (error as Error).message, remedy: 'Check host, port, system id and password, and whether the provider has released this server\'s address.' }] }
    }
  },
}
