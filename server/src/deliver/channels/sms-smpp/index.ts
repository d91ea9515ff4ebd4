export { smsSmpp } from './channel.ts'
