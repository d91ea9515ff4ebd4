import type { Socket } from 'node:net'
import smpp, { type Pdu, type Server, type Session } from 'smpp'
import { markOf, type Ledger } from './ledger.ts'
import { reportOn, type Receipt } from './receipts.ts'

const AGAIN_MS = 500

/** A message centre that gives ids in hexadecimal and repeats them in decimal in its receipts, as some do. */
export function smsCentre(ledger: Ledger, sockets: Set<Socket>): Server {
  const receivers = new Set<Session>()
  const unheard: Receipt[] = []
  let given = 0x1000

  /** A receipt is told until it is acknowledged: on whichever line to hear is open. */
  function tell(receipt: Receipt): void {
    const to = [...receivers].findLast((session) => !session.socket.destroyed)
    if (!to) return void unheard.push(receipt)
    const again = () => setTimeout(tell, AGAIN_MS, receipt)
    to.socket.once('close', again)
    const stat = receipt.status === 'failed' ? 'UNDELIV' : 'DELIVRD'
    to.deliver_sm({ esm_class: 4, source_addr: receipt.to.slice(1), destination_addr: 'Shop', short_message: `id:${BigInt(`0x${receipt.provider_ref}`)} sub:001 dlvrd:001 stat:${stat} err:000` }, (answer) => {
      to.socket.off('close', again)
      if (answer.command_status !== 0) again()
    })
  }

  function submit(session: Session, pdu: Pdu): void {
    const to = `+${String(pdu.destination_addr)}`
    const { message } = pdu.short_message as { message: string | Buffer }
    const mark = markOf(String(message))
    const { slow_ms, late_ms } = ledger.scripts.smpp
    const deed = ledger.draw('smpp', to, mark)
    const answer = (fields: Record<string, unknown>) => void (session.socket.destroyed || session.send(pdu.response(fields)))
    const take = () => ledger.take({ channel: 'smpp', provider_ref: (given++).toString(16), to, mark, unsubscribe: null })
    const accept = (after_ms = 0) => {
      const entry = take()
      const { early } = reportOn(ledger, entry, false, tell)
      if (deed === 'cut') session.destroy()
      else setTimeout(answer, Math.max(after_ms, early ? 30 : 0), { message_id: entry.provider_ref })
    }
    if (deed === 'reset') return void session.destroy()
    if (deed === 'later') return answer({ command_status: 0x58 })
    if (deed === 'fault') return answer({ command_status: 0x08 })
    if (deed === 'refuse') return answer({ command_status: 0x0b })
    if (deed === 'slow') return void setTimeout(() => session.socket.destroyed || accept(), slow_ms)
    accept(deed === 'late' ? late_ms : 0)
  }

  return smpp.createServer((session) => {
    sockets.add(session.socket)
    session.socket.setMaxListeners(0)
    session.socket.on('close', () => {
      sockets.delete(session.socket)
      receivers.delete(session)
    })
    session.on('error', () => undefined)
    for (const plain of ['bind_transmitter', 'enquire_link', 'unbind']) session.on(plain, (pdu: Pdu) => session.send(pdu.response()))
    session.on('bind_receiver', (pdu: Pdu) => {
      session.send(pdu.response())
      receivers.add(session)
      for (const receipt of unheard.splice(0)) tell(receipt)
    })
    session.on('submit_sm', (pdu: Pdu) => submit(session, pdu))
  })
}
