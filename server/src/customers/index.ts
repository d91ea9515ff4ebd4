export * from './consent/index.ts'
export * from './contacts/index.ts'
export * from './events/index.ts'
export * from './segments/index.ts'
