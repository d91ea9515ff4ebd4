export {
  Content, ContentProblem, ProblemValues, RenderedForm,
  type Override, type RenderedChat, type RenderedEmail,
} from './contract.ts'
export { resolveLocale } from './locale.ts'
export { compileContent, compileWithProblems, type CompileInput } from './compile.ts'
export type { Compiled } from './compiled.ts'
export { ContentRefused } from './problems.ts'
export { render, type RenderFailure, type RenderResult } from './render.ts'
export type { LinkOptions, ResolvedLink } from './run.ts'
export { renderItem, type BatchItem, type LinkData } from './render-batch.ts'
export { openRenderPool, type RenderPool, type RenderPoolOptions } from './render-pool.ts'
export { contactReads } from './reads.ts'
export { brandScope, contactScope, CONTACT_FIELDS, sampleScope, type Scope } from './scope.ts'
export { checkContent, type CheckOptions, type MessageClass } from './lint.ts'
export { STARTERS, starterContent, type Starter, type StarterId } from './starters.ts'
export type { LinkSlot, SlotKind } from './weave.ts'
