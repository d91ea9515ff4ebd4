import type { Tasks } from '../../platform/jobs/index.ts'
import { checkTask } from './check.ts'
import { runTask } from './run.ts'
import { forgetTraces, undoTask } from './undo-task.ts'

export const IMPORT_TASKS: Tasks = { 'imports.check': checkTask, 'imports.run': runTask, 'imports.undo': undoTask }
export const importChores = [{ name: 'import traces', every_ms: 3_600_000, run: forgetTraces }]
