import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startWithStaff, words, type Staff } from './staff.ts'

const counter = words('counter')

// A tablet whose camera sees the card that another screen shows: the product's own QR code, as a film for Chromium's fake camera.
let staff: Staff
let dir: string
let film: string
const WIDTH = 640
const HEIGHT = 480
const open: Browser[] = []

/** The card on the screen as a camera would see it: small, on a grey table, in shades of grey. */
const picture = (page: Page) => page.getByRole('img', { name: /^QR code of the card/ }).evaluate(async (svg, { width, height }) => {
  const copy = svg.cloneNode(true) as SVGElement
  copy.setAttribute('width', '300')
  copy.setAttribute('height', '300')
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  context.fillStyle = '#777'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 190, 80, 300, 300)
  const { data } = context.getImageData(0, 0, width, height)
  return Array.from({ length: width * height }, (_, index) => data[index * 4]!)
}, { width: WIDTH, height: HEIGHT })

/** YUV4MPEG2, which Chromium plays in a loop: first some frames of nothing, then the card. */
function toFilm(grey: readonly number[]): Buffer {
  const frame = (luma: Uint8Array) => Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)])
  const [nothing, card] = [frame(new Uint8Array(WIDTH * HEIGHT).fill(119)), frame(Uint8Array.from(grey))]
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 5 }, () => nothing), ...Array.from({ length: 30 }, () => card)])
}

beforeAll(async () => {
  staff = await startWithStaff({ viewport: { width: 1024, height: 768 } })
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'carillon-film-'))
  film = path.join(dir, 'card.y4m')
  await staff.api('POST', '/v1/contacts', { phone: '+380671234567', name: 'Iryna' })
  await staff.page.goto(`${staff.server.url}/counter?q=%2B380671234567`)
  await staff.page.getByRole('button', { name: counter.card!.open!, exact: true }).click()
  fs.writeFileSync(film, toFilm(await picture(staff.page)))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((browser) => browser.close()))
})
afterAll(async () => {
  await staff?.stop()
  if (dir) fs.rmSync(dir, { recursive: true })
})

/** The counter on another tablet, with the camera that the switches give it, about to scan. */
async function scanning(...switches: string[]): Promise<Page> {
  const browser = await launchBrowser(switches)
  open.push(browser)
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', viewport: { width: 1024, height: 768 }, storageState: await staff.context.storageState() })
  const page = await staff.open(context, `${staff.server.url}/counter`)
  await page.getByRole('button', { name: counter.scan!.open!, exact: true }).click()
  return page
}

/** The words instead of a picture; then the number is typed without a further touch. */
async function typedInstead(page: Page, said: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByText(said).waitFor()
  expect(await dialog.getByRole('alert').count()).toBe(1)
  expect(await dialog.locator('video').count()).toBe(0)
  await dialog.getByRole('button', { name: counter.scan!.type! }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.type('0671234567')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
}

test('a card before the camera opens its customer, and the camera is let go', async () => {
  const page = await scanning('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`)
  await page.getByRole('heading', { name: 'Iryna' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toMatch(/^card:/)
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(await page.locator('video').count()).toBe(0)
})

test('the reader of codes is fetched for a scan, not for the first look at the page', async () => {
  const fetched: string[] = []
  const context = await staff.browser.newContext({ locale: 'en-US', storageState: await staff.context.storageState() })
  const page = await context.newPage()
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await page.goto(`${staff.server.url}/counter`)
  await page.getByRole('button', { name: counter.scan!.open!, exact: true }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(fetched.some((name) => name.startsWith('/assets/counter'))).toBe(true)
  expect(fetched.filter((name) => name.startsWith('/assets/decode'))).toEqual([])
  await context.close()
})

test('where the site may not use the camera, it says so, and typing works', async () => {
  await typedInstead(await scanning('--use-fake-device-for-media-stream', '--deny-permission-prompts'), counter.scan!.denied!)
})

test('where there is no camera, it says so, and typing works', async () => {
  await typedInstead(await scanning('--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'), counter.scan!.none!)
  expect(staff.mistakes).toEqual([])
})
