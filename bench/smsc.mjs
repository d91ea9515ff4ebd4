// A message centre that takes everything and reports it delivered at once, in a process of its own: for the product and for its anchor.
import smpp from 'smpp'

const receivers = new Set()
let given = 0
const server = smpp.createServer((session) => {
  session.on('error', () => undefined)
  session.socket.on('close', () => receivers.delete(session))
  for (const plain of ['bind_transmitter', 'enquire_link', 'unbind']) session.on(plain, (pdu) => session.send(pdu.response()))
  for (const hearing of ['bind_receiver', 'bind_transceiver']) {
    session.on(hearing, (pdu) => {
      session.send(pdu.response())
      receivers.add(session)
    })
  }
  session.on('submit_sm', (pdu) => {
    const message_id = (given += 1).toString(10)
    session.send(pdu.response({ message_id }))
    const [to] = receivers
    to?.deliver_sm({ esm_class: 4, source_addr: pdu.destination_addr, destination_addr: 'Shop', short_message: `id:${message_id} sub:001 dlvrd:001 stat:DELIVRD err:000` })
  })
})
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listens'))
