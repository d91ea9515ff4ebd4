export { emailSmtp } from './channel.ts'
