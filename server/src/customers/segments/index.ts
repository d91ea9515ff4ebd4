export { checkRule } from './check.ts'
export { RuleSchema, type Rule } from './contract.ts'
export { audienceQuery, measureReach, segmentCondition } from './evaluate.ts'
export { segmentRoutes } from './routes.ts'
