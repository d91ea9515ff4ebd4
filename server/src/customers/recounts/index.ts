export { Recount } from './contract.ts'
export { beginAgain, beginRecount, endRecount, recountOf } from './recount.ts'
export { recountTask, type Plan } from './task.ts'
