import type { FastifyInstance } from 'fastify'
import { auditRoutes, closeAuth, errorPage, forwardToAuth, installErrors, keyRoutes, makeApi, memberRoutes, serializerCompiler, validatorCompiler, workspaceRoutes, type Api, type Seed } from './accounts/index.ts'
import { commerceRoutes, COMPUTED_TASKS, computedChores, computedTraitRoutes, consentRoutes, contactRoutes, counterRoutes, engagementChores, eraseScores, eraseStages, eventRoutes, followCommerce, followForms, followScores, followStages, formChores, formRoutes, peopleRoutes, scoreChores, scoreRoutes, scoreTasks, seedStages, seedTopics, segmentChores, segmentRoutes, stageChores, stageRoutes, stageTasks } from './customers/index.ts'
import { cascadeRoutes, chatLinkRoutes, confirmationChores, confirmationRoutes, connectionRoutes, dropDoubles, eraseDeliveries, frequencyRoutes, libraryRoutes, linkRoutes, measureDelivery, messageRoutes, sandboxRoutes, seedBrand, seedCascades, seedConnections, seedDaysOff, seedPrices, seedSandbox, seedTemplates, TEST_TASKS, testRoutes, webhookRoutes, withdrawOnOptOut, type Chore, type Visit } from './deliver/index.ts'
import { campaignChores, campaignRoutes, DEMO_TASKS, demoRoutes, followMerges, handOver, replyRoutes, taskRoutes } from './engage/index.ts'
import { eraseImported, FEED_TASKS, feedChores, feedRoutes, IMPORT_TASKS, importChores, importRoutes, rejectedRoutes, scriptRoutes, trackingChores, trackingRoutes } from './ingest/index.ts'
import { computedRoutes, exportRoutes, homeRoutes, timelineRoutes } from './insight/index.ts'
import type { House, InsideSubscriber } from './platform/house.ts'
import { describe, health, makeHealthServer, makeServer, serveConsole } from './platform/http/index.ts'
import type { Tasks } from './platform/jobs/index.ts'

/** What each capability puts into a new workspace. */
export const SEEDS: readonly Seed[] = [seedTopics, seedStages, seedBrand, seedCascades, seedTemplates, seedConnections, seedPrices, seedSandbox, seedDaysOff]

/** Who hears of an event inside the transaction that records it. */
export const INSIDE: readonly InsideSubscriber[] = [withdrawOnOptOut, dropDoubles, followCommerce, followForms, eraseDeliveries, eraseImported, eraseStages, eraseScores, handOver, followMerges]

/** Who hears of the people that were looked at for rules of their own. */
const FOLLOWERS = [followScores, followStages]

/** What workers do besides delivering. */
export const CHORES: readonly Chore[] = [...campaignChores, ...trackingChores, ...engagementChores, ...computedChores, ...segmentChores(FOLLOWERS), ...scoreChores, ...stageChores, ...formChores, ...confirmationChores, ...feedChores, ...importChores]

/** The background work of each capability. */
export const TASKS: Tasks = { ...COMPUTED_TASKS, ...stageTasks(FOLLOWERS), ...scoreTasks(FOLLOWERS), ...IMPORT_TASKS, ...FEED_TASKS, ...DEMO_TASKS, ...TEST_TASKS }

/** The web face of the product: the only file that lists the capabilities. */
export async function buildApp(house: House): Promise<{ app: FastifyInstance; api: Api }> {
  const app = await makeServer(house)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  installErrors(app, house)
  errorPage(app)
  await describe(app, house)
  health(app, house, measureDelivery)

  const api = makeApi(app, house)
  workspaceRoutes(api, SEEDS)
  memberRoutes(api)
  keyRoutes(api)
  auditRoutes(api)
  contactRoutes(api)
  computedTraitRoutes(api)
  peopleRoutes(api)
  commerceRoutes(api)
  formRoutes(api)
  counterRoutes(api)
  consentRoutes(api)
  segmentRoutes(api)
  stageRoutes(api)
  scoreRoutes(api)
  eventRoutes(api)
  rejectedRoutes(api)
  importRoutes(api)
  feedRoutes(api)
  libraryRoutes(api)
  cascadeRoutes(api)
  connectionRoutes(api)
  frequencyRoutes(api)
  messageRoutes(api)
  testRoutes(api)
  sandboxRoutes(api)
  linkRoutes(api)
  confirmationRoutes(api)
  webhookRoutes(api)
  chatLinkRoutes(api)
  campaignRoutes(api)
  replyRoutes(api)
  taskRoutes(api)
  demoRoutes(api)
  timelineRoutes(api)
  exportRoutes(api)
  computedRoutes(api)
  homeRoutes(api)

  if (house.config.roles.includes('ingest')) takeIn(app, house)
  app.all('/api/auth/*', { schema: { hide: true } }, (request, reply) => forwardToAuth(house, request, reply))
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await serveConsole(app)
  app.addHook('onClose', () => closeAuth(house))
  return { app, api }
}

/** What customers' sites load and report to. */
function takeIn(app: FastifyInstance, house: House): void {
  trackingRoutes(app, house)
  scriptRoutes(app)
}

/** The face of a process that only takes in what clients report: neither console nor API, so that a flood of events costs nobody else. */
export async function buildIngest(house: House): Promise<FastifyInstance> {
  const app = await makeHealthServer(house, measureDelivery)
  installErrors(app, house)
  takeIn(app, house)
  return app
}

/** How the sandbox's people reach our pages: through the same server as everybody, without a socket. */
export function visitor(app: FastifyInstance): Visit {
  return ({ method, url, body }) => {
    const { pathname, search } = new URL(url)
    const headers = { 'user-agent': 'Mozilla/5.0 (Linux; Android 15) CarillonSandbox/1.0', ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) }
    return app.inject({ method, url: pathname + search, headers, ...(body === undefined ? {} : { payload: body }) })
  }
}
