import type { Channel } from './contract.ts'
import { emailSmtp } from './email-smtp/index.ts'
import { httpGateway } from './http-gateway/index.ts'
import { sandbox } from './sandbox/index.ts'
import { smsSmpp } from './sms-smpp/index.ts'
import { telegram } from './telegram/index.ts'

/** Every channel there is: one folder each, and one line here. Nothing outside names one. */
export const CHANNELS: readonly Channel[] = [sandbox, emailSmtp, smsSmpp, telegram, httpGateway]

export { CONCURRENCY, isOurFault, type Channel, type Check, type ConnectionFacts, type Inbound, type Limits, type OutboundMessage, type RejectReason, type SendResult, type Session, type SessionContext } from './contract.ts'
export { inEnglish, ours } from './own-words.ts'
export { DEFAULT_SHARES, letJoin, putSandboxAway, readSettings, requireSandbox, runSandbox, sandboxRoutes, seedSandbox, type Shares, type Visit } from './sandbox/index.ts'
