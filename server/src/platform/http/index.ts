export { serveConsole } from './console.ts'
export { describe } from './describe.ts'
export { health, makeHealthServer, type ReadyCheck } from './health.ts'
export { makeServer } from './server.ts'
