export * from './home/index.ts'
export * from './timeline/index.ts'
