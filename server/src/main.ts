import module from 'node:module'
import path from 'node:path'
import type { Ground } from './ground.ts'
import { ROOT } from './platform/root.ts'

// What was compiled once is kept: a later start spends less on reading its own source.
module.enableCompileCache(path.join(ROOT, 'node_modules/.cache/carillon'))

const { isAway, openGround, refuse, whyNoFace } = await import('./ground.ts')
let ground: Ground | undefined
try {
  ground = await openGround()
  const { start } = await import('./start.ts')
  await start(ground)
} catch (error) {
  await ground?.abandon()
  refuse((ground && whyNoFace(error, ground.config)) || (error as Error).message || String(error), isAway(error) ? 75 : 78)
}
