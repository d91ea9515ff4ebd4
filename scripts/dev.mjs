// Server with reload on PORT (3000), console with reload on 5173; both end together.
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const bin = (name) => path.join(root, 'node_modules/.bin', name)
const env = { ...process.env, PUBLIC_URL: process.env.PUBLIC_URL ?? 'http://localhost:5173' }
const children = [
  spawn(process.execPath, ['--watch-path=server/src', '--watch-preserve-output', 'server/src/main.ts'], { cwd: root, stdio: 'inherit', env }),
  spawn(process.execPath, [bin('vite'), 'console'], { cwd: root, stdio: 'inherit', env }),
]
const stop = () => children.forEach((child) => child.kill('SIGINT'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
