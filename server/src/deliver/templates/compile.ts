import { createHash } from 'node:crypto'
import type { Brand } from '../brand/index.ts'
import type { Medium } from '../media.ts'
import { compileEmail } from './compile-email.ts'
import { compilePush, compileSms, compileChat } from './compile-text.ts'
import type { Compiled, CompiledForm } from './compiled.ts'
import type { Content, ContentProblem } from './contract.ts'
import { derive, fieldsOf, type Derived } from './derive.ts'
import { findFault } from './liquid.ts'
import { checkUrl } from './links.ts'
import { ContentRefused, problem } from './problems.ts'
import { isClosing, isOpening, scan } from './scan.ts'
import { openWeave, type LinkSlot, type Weave } from './weave.ts'

export type CompileInput = { locale: string | undefined; medium: Medium }

/** @throws ContentRefused with every error that keeps this medium and language from being sent. */
export async function compileContent(content: Content, brand: Brand, input: CompileInput): Promise<Compiled> {
  const { compiled, problems } = await compileWithProblems(content, brand, input)
  const errors = problems.filter((p) => p.severity === 'error')
  if (compiled === undefined || errors.length > 0) throw new ContentRefused(errors)
  return compiled
}

/** As `compileContent`, for the editor: warnings included, nothing thrown. */
export async function compileWithProblems(content: Content, brand: Brand, { locale, medium }: CompileInput): Promise<{ compiled?: Compiled; problems: ContentProblem[] }> {
  const derived = derive(content, locale, medium)
  const faults = liquidFaults(derived)
  if (faults.length > 0) return { problems: faults }
  const weave = openWeave()
  const { form, problems } = await compileForm(derived, brand, weave)
  const found = [...problems, ...slotProblems(weave.slots, medium)]
  const body = { medium, locale: derived.locale, ...form, slots: weave.slots }
  const key = createHash('sha256').update(JSON.stringify(body)).digest('base64url')
  return { compiled: { key, ...body }, problems: found }
}

async function compileForm(derived: Derived, brand: Brand, weave: Weave): Promise<{ form: CompiledForm; problems: ContentProblem[] }> {
  const cx = { weave, tagDepth: tagDepths(weave) }
  if (derived.medium === 'email') return compileEmail(derived, brand, cx)
  if (derived.medium === 'sms') return { form: compileSms(derived, cx), problems: [] }
  if (derived.medium === 'push') return { form: compilePush(derived, cx), problems: [] }
  return { form: compileChat(derived, cx), problems: [] }
}

/** +1 for a tag that opens, -1 for one that closes, 0 for other tags, NaN for outputs. */
function tagDepths(weave: Weave): (token: string) => number {
  return (token) => {
    const segment = scan(weave.liquidOf(token)).segments[0]
    if (segment?.kind !== 'tag') return Number.NaN
    return isOpening(segment) ? 1 : isClosing(segment) ? -1 : 0
  }
}

function liquidFaults(derived: Derived): ContentProblem[] {
  return fieldsOf(derived).flatMap(({ source, pointer }) => {
    const fault = findFault(source, derived.locale)
    if (fault === undefined) return []
    const { code, detail, hint, line, column, named } = fault
    return [problem('error', code, pointer, detail, hint, { line, column, medium: derived.medium, locale: derived.locale, ...(named && { values: { named } }) })]
  })
}

/** Addresses without Liquid are judged here; the others for each person. */
function slotProblems(slots: LinkSlot[], medium: Medium): ContentProblem[] {
  return slots.flatMap(({ url, place }) => {
    const hasLiquid = url.includes('{{') || url.includes('{%')
    const scheme = /^\s*([a-z][a-z0-9+.-]*:)/i.exec(url)?.[1]
    const checked = hasLiquid && scheme === undefined ? undefined : checkUrl(hasLiquid ? `${scheme}//x` : url)
    if (checked === undefined || checked.ok) return []
    const { pointer, line, column } = place
    return [problem('error', 'bad_url', pointer, `Bad link: ${checked.detail}`, 'Use https://, mailto: or tel:.', { line, column, medium })]
  })
}
