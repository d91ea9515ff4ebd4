import module from 'node:module'
import path from 'node:path'
import { ROOT } from './platform/root.ts'

// What was compiled once is kept: a later start spends less on reading its own source.
module.enableCompileCache(path.join(ROOT, 'node_modules/.cache/carillon'))

const { isAway, openGround, refuse } = await import('./ground.ts')
try {
  const ground = await openGround()
  const { start } = await import('./start.ts')
  await start(ground)
} catch (error) {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') refuse(`PORT: ${process.env.PORT ?? 3000} is taken by another program. Stop it, or set PORT to another number.`)
  refuse((error as Error).message || String(error), isAway(error) ? 75 : 78)
}
