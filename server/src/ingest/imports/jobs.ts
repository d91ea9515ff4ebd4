import type { Tasks } from '../../platform/jobs/index.ts'
import { checkTask } from './check.ts'
import { runTask } from './run.ts'

export const IMPORT_TASKS: Tasks = { 'imports.check': checkTask, 'imports.run': runTask }
