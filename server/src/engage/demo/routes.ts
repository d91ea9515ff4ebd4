import { Type } from 'typebox'
import { Choice, mutate, read, type Api, type Cx } from '../../accounts/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { conflict } from '../../platform/problem.ts'
import { getStatus, setStatus, type DemoStatus } from './status.ts'

const Demo = Type.Object({ status: Choice(['absent', 'loading', 'loaded', 'removing', 'failed']), progress: Type.Number({ description: 'A share: 0 to 1' }) }, { title: 'Demo' })

function refuse(status: DemoStatus['status']): never {
  if (status === 'loaded') conflict('demo_loaded', 'The demo is loaded already.')
  if (status === 'absent') conflict('demo_absent', 'The demo is not loaded.')
  return conflict('demo_busy', `The demo is ${status}.`, { hint: 'Wait for its end.' })
}

function begin(cx: Cx, task: string, from: DemoStatus['status'][], to: DemoStatus) {
  return mutate(cx, 'workspace:write', async (tx, audit) => {
    const now = await getStatus(tx, cx.workspace.id)
    if (!from.includes(now.status)) refuse(now.status)
    if (cx.workspace.environment === 'live' && task === 'demo.load') conflict('demo_in_live', 'This workspace is live: the demo would stand among real customers.', { hint: 'Make another workspace for the demo.' })
    await setStatus(tx, cx.workspace.id, to, cx.now)
    await enqueue(tx, task, { workspace_id: cx.workspace.id, key: `demo ${cx.workspace.id}` })
    audit('workspace', cx.workspace.id, { demo: to.status })
    return to
  })
}

export function demoRoutes(api: Api): void {
  const tag = 'Workspace'
  api.get('/v1/demo', { id: 'getDemo', summary: 'Whether the demo shop is here', tag, permission: 'workspace:read', answer: { 200: Demo } }, (cx) => read(cx, 'workspace:read', (tx) => getStatus(tx, cx.workspace.id)))
  api.post('/v1/demo', { id: 'loadDemo', summary: 'Load a shop with 5,000 made-up people', tag, permission: 'workspace:write', answer: { 202: Demo } }, (cx) => begin(cx, 'demo.load', ['absent', 'failed'], { status: 'loading', progress: 0 }))
  api.delete('/v1/demo', { id: 'removeDemo', summary: 'Take away exactly what the demo brought', tag, permission: 'workspace:write', answer: { 202: Demo } }, (cx) => begin(cx, 'demo.remove', ['loaded', 'failed'], { status: 'removing', progress: 0 }))
}
