export { markOptedOut, receiveInbound } from './receive.ts'
export { meaningOf } from './stop-words.ts'
