import type { Chore } from '../dispatch/index.ts'
import { askToConfirm } from './ask.ts'

export { confirmationRoutes } from './routes.ts'

export const confirmationChores: readonly Chore[] = [{ name: 'confirmations', every_ms: 500, run: (house) => askToConfirm(house) }]
