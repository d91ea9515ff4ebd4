#!/usr/bin/env node
// The command line: installs what is missing, then goes on under the Node that came with it.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap, isBuilt } from '../scripts/bootstrap.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
bootstrap({ server: false, console: false, tracker: false })
const bundled = path.join(root, 'node_modules/.bin/node')
// Built or from its source: to build here would take the files away from under a server that runs.
const program = isBuilt('server') ? 'server/dist/cli.js' : 'server/src/cli/main.ts'
const child = spawn(fs.existsSync(bundled) ? bundled : process.execPath, [path.join(root, program), ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
