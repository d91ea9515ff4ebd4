export { computedRoutes } from './computed/index.ts'
export { exportRoutes } from './export/index.ts'
export * from './home/index.ts'
export * from './timeline/index.ts'
