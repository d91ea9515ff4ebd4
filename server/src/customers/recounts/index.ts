export { Recount } from './contract.ts'
export { beginRecount, countAgain, endRecount, recountOf } from './recount.ts'
export { recountTask, type Plan } from './task.ts'
