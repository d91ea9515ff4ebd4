import module from 'node:module'
import path from 'node:path'

// What was compiled once is kept: a later start spends less on reading its own source.
module.enableCompileCache(path.resolve(import.meta.dirname, '../../node_modules/.cache/carillon'))
await import('./start.ts')
