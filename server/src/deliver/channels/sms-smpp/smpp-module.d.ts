declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  export type Pdu = { command: string; command_status: number; sequence_number: number; response(fields?: Record<string, unknown>): Pdu } & Record<string, unknown>
  type Answer = (pdu: Pdu) => void
  export interface Session extends EventEmitter {
    socket: Socket
    bind_transceiver(fields: Record<string, unknown>, done: Answer): boolean
    bind_transmitter(fields: Record<string, unknown>, done: Answer): boolean
    bind_receiver(fields: Record<string, unknown>, done: Answer): boolean
    submit_sm(fields: Record<string, unknown>, done: Answer): boolean
    deliver_sm(fields: Record<string, unknown>, done: Answer): boolean
    enquire_link(fields?: Record<string, unknown>, done?: Answer): boolean
    unbind(fields?: Record<string, unknown>, done?: Answer): boolean
    send(pdu: Pdu): boolean
    close(done?: () => void): void
    destroy(): void
  }
  export interface Server extends EventEmitter {
    listen(port: number, host?: string, done?: () => void): Server
    close(done?: () => void): void
    address(): { port: number }
  }
  const smpp: {
    connect(options: Record<string, unknown>): Session
    createServer(listener: (session: Session) => void): Server
  }
  export default smpp
}
