export * from './campaigns/index.ts'
export * from './replies/index.ts'
