export * from './imports/index.ts'
