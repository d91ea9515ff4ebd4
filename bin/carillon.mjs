#!/usr/bin/env node
// The command line: installs what is missing, then goes on under the Node that came with it.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from '../scripts/bootstrap.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
bootstrap({ console: false })
const bundled = path.join(root, 'node_modules/.bin/node')
const child = spawn(fs.existsSync(bundled) ? bundled : process.execPath, [path.join(root, 'server/dist/cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
