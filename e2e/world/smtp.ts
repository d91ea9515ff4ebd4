import net, { type Socket } from 'node:net'
import { markOf, type Ledger } from './ledger.ts'

const header = (raw: string, name: string) => new RegExp(`^${name}: (.+)$`, 'im').exec(raw)?.[1]?.trim() ?? ''
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What is done with a letter once its final dot is there. */
async function decide(ledger: Ledger, socket: Socket, to: string, raw: string): Promise<void> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  const mark = markOf(header(head, 'Subject'))
  const { slow_ms, late_ms } = ledger.scripts.smtp
  const deed = ledger.draw('smtp', to, mark)
  if (deed === 'reset') return void socket.destroy()
  if (deed === 'later') {
    // RFC 5321 §3.8: 421 says that the channel closes; most ask for patience with one letter only.
    if ((ledger.deeds.smtp.later ?? 0) % 50 === 0) return void socket.end('421 4.7.0 Too many letters, try later\r\n')
    return void socket.write('451 4.7.1 Greylisted, try later\r\n')
  }
  if (deed === 'fault') return void socket.write('554 5.3.0 Something is broken here\r\n')
  if (deed === 'refuse') return void socket.write('550 5.1.1 No such mailbox\r\n')
  if (deed === 'slow') await sleep(slow_ms)
  if (socket.destroyed) return
  ledger.take({ channel: 'smtp', provider_ref: header(head, 'Message-ID').replaceAll(/[<>]/g, ''), to, mark, unsubscribe: /<https?:\/\/[^/]+(\/u\/[^>]+)>/.exec(header(head, 'List-Unsubscribe'))?.[1] ?? null })
  if (deed === 'cut') return void socket.destroy()
  if (deed === 'late') await sleep(late_ms)
  if (!socket.destroyed) socket.write('250 2.0.0 Taken\r\n')
}

/** A mail server by hand, since it must be able to break at any point of a hand-over. */
export function mailServer(ledger: Ledger, sockets: Set<Socket>): net.Server {
  return net.createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    /** RFC 5321 §3.8: the service is not available and the channel closes. */
    const turnAway = (when: string) => {
      ledger.note('smtp', when)
      socket.end('421 4.3.2 Too busy, come back later\r\n')
    }
    if (ledger.scripts.smtp.busy) return turnAway('421 at the door')
    socket.write('220 world ESMTP\r\n')
    let text = ''
    let to = ''
    let inData = false
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      text += chunk
      for (;;) {
        if (ledger.scripts.smtp.busy) return turnAway('421 in mid-session')
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const part = text.slice(0, end)
        text = text.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          void decide(ledger, socket, to, part)
          continue
        }
        const recipient = /^RCPT TO:<([^>]+)>/i.exec(part)
        if (recipient) to = recipient[1]!
        if (/^DATA/i.test(part)) inData = true
        if (/^QUIT/i.test(part)) socket.end('221 2.0.0 Bye\r\n')
        else socket.write(inData ? '354 Go\r\n' : '250 Ok\r\n')
      }
    })
  })
}
