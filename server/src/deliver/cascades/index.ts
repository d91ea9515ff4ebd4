export { seedCascades } from './cascades.ts'
export { checkSteps } from './check.ts'
export { mediaOf, PREFERRED, Steps, type CascadeStep, type Success } from './contract.ts'
export { cascadeRoutes } from './routes.ts'
