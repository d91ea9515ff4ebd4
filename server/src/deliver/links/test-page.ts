import type { House } from '../../platform/house.ts'
import { defaultBrand, type Brand } from '../brand/index.ts'
import { escapeHtml, page } from './page.ts'
import { fill, wordsFor } from './words.ts'

type TestTarget = { workspace_id: string; language: string }

const WORKSPACE_BYTES = 16

/** The token in the ways out of a test: it knows a workspace and a language, and nobody. Shorter than one that names an attempt. */
export function sealTest(house: Pick<House, 'secrets'>, workspace_id: string, locale: string): string {
  return house.secrets.seal(Buffer.concat([Buffer.from(workspace_id.slice(4), 'hex'), Buffer.from(locale.split('-')[0]!.slice(0, 3))]))
}

export function openTest(house: Pick<House, 'secrets'>, token: string): TestTarget | undefined {
  const payload = house.secrets.open(token)
  if (!payload || payload.length <= WORKSPACE_BYTES || payload.length > WORKSPACE_BYTES + 3) return undefined
  return { workspace_id: `wks_${payload.subarray(0, WORKSPACE_BYTES).toString('hex')}`, language: payload.subarray(WORKSPACE_BYTES).toString() }
}

/** Says kindly that the message was a test: there is nothing to choose, and no button. */
export async function testPage(house: House, { workspace_id, language }: TestTarget): Promise<string> {
  const row = await house.db.system.selectFrom('workspace').leftJoin('brand', 'brand.workspace_id', 'workspace.id').select(['workspace.name', 'brand.body']).where('workspace.id', '=', workspace_id).executeTakeFirst()
  const brand = (row?.body as Brand | null | undefined) ?? defaultBrand(row?.name ?? 'Carillon')
  const words = wordsFor(language)
  return page(brand, words.lang, words.test_title, `<p>${escapeHtml(fill(words.test_text, { brand: brand.name }))}</p>`)
}
