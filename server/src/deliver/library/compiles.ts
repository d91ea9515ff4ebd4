import { fail } from '../../platform/problem.ts'
import type { Brand } from '../brand/index.ts'
import type { Medium } from '../media.ts'
import { compileContent, ContentRefused, type Content } from '../templates/index.ts'

/** Refuses a content that cannot be sent on one of these media, with every place that is wrong under `/content`. */
export async function checkCompiles(content: Content, brand: Brand, locale: string, media: readonly Medium[]): Promise<void> {
  try {
    for (const medium of new Set(media)) await compileContent(content, brand, { locale, medium })
  } catch (error) {
    if (!(error instanceof ContentRefused)) throw error
    fail('invalid', error.problems[0]?.detail ?? error.message, error.problems.map((problem) => ({ pointer: `/content${problem.pointer}`, code: problem.code, detail: problem.detail, ...(problem.hint ? { hint: problem.hint } : {}) })))
  }
}
