import type { ContentProblem } from './contract.ts'

/** A content that can't be compiled. The caller turns it into a 422 with its `problems`. */
export class ContentRefused extends Error {
  override name = 'ContentRefused'
  readonly problems: ContentProblem[]
  constructor(problems: ContentProblem[]) {
    super(problems.map((p) => `${p.pointer}: ${p.detail}`).join('; '))
    this.problems = problems
  }
}

export function problem(
  severity: ContentProblem['severity'],
  code: ContentProblem['code'],
  pointer: string,
  detail: string,
  hint: string,
  more: Partial<ContentProblem> = {},
): ContentProblem {
  return { code, severity, pointer, detail, hint, ...more }
}
