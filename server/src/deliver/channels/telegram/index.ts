export { telegram } from './channel.ts'
