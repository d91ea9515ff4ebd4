export { followForms, formChores } from './follow.ts'
export { openForm, sealForm, unfinishedForms, type UnfinishedForm } from './read.ts'
export { formRoutes } from './routes.ts'
