export * from './feeds/index.ts'
export * from './imports/index.ts'
export * from './tracking/index.ts'
export { eraseImported } from './erase.ts'
