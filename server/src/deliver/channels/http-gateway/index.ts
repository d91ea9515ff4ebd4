export { httpGateway } from './channel.ts'
