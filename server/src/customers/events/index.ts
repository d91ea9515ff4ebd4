export { heardBefore, keyOfMessage, markNew, recordOnce, type MarkedEvent } from './once.ts'
export { HISTORY, isReserved, recordEvents, recordEventsFrom } from './record.ts'
export { eventRoutes } from './routes.ts'
export { pumpSubscriber, type LoggedEvent, type Subscriber } from './subscribe.ts'
