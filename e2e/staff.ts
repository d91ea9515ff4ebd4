import fs from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

export type Words = { [key: string]: Words } & string
/** The console's English words of an area, so that a test finds things by what people read. */
export const words = (area: string) => JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../console/src/i18n/en/${area}.json`), 'utf8')) as Words

/** A new server and its first owner, signed in in a browser. `mistakes` are what pages threw. */
export type Staff = {
  server: RunningServer; browser: Browser; context: BrowserContext; page: Page; mistakes: string[]
  api<T>(method: string, url: string, data?: unknown): Promise<T>
  /** A page whose mistakes are kept too. */
  open(context: BrowserContext, url: string): Promise<Page>
  stop(): Promise<void>
}

export async function startWithStaff(look: BrowserContextOptions): Promise<Staff> {
  const [server, browser] = await Promise.all([startServer(), launchBrowser()])
  const mistakes: string[] = []
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...look })
  const token = new URL(server.setup_link!).searchParams.get('token')
  const made = await context.request.post(`${server.url}/v1/setup`, { data: { token, name: 'Olena', email: 'olena@example.com', password: 'a long password', company: 'Shop', country: 'UA' } })
  expect(made.ok(), await made.text()).toBe(true)
  const newPage = async (of: BrowserContext) => {
    const page = await of.newPage()
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => mistakes.push(error.message))
    return page
  }
  return {
    server, browser, context, mistakes, page: await newPage(context),
    async api<T>(method: string, url: string, data?: unknown) {
      const answer = await context.request.fetch(`${server.url}${url}`, { method, ...(data ? { data } : {}) })
      expect(answer.ok(), `${method} ${url}: ${await answer.text()}`).toBe(true)
      return (answer.status() === 204 ? null : await answer.json()) as T
    },
    async open(of, url) {
      const page = await newPage(of)
      await page.goto(url)
      return page
    },
    async stop() {
      await browser.close()
      await server.stop()
    },
  }
}
