import { Value, type Context, type Emitter, type Liquid, type TagToken } from 'liquidjs'
import { escapeHtml } from './escape.ts'

/** `{% abort_message "reason" %}`: this person does not get the message, and the reason is recorded as a skip. */
export class AbortMessage extends Error {
  override name = 'AbortMessage'
}

/** What the internal tags of a compiled content ask of the render that is under way. */
export type RenderRun = {
  /** Resolves and tracks a link, in the variables of the place where it stands. */
  link: (slot: number, cx: Context) => Generator<unknown, string, unknown>
  picture: (slot: number, cx: Context) => Generator<unknown, string, unknown>
  /** The address of a slot that is the same for everybody, or undefined. */
  fixed: (slot: number, kind: 'link' | 'picture') => string | undefined
  preheader: string
}

export const RUN = 'carillon_run'
const runOf = (cx: Context) => cx.getRegister<RenderRun>(RUN)

type Sink = { write: (text: unknown) => void }
type LiquidWithTags = Pick<Liquid, 'registerTag'>

export function registerAbort(engine: LiquidWithTags): void {
  engine.registerTag('abort_message', {
    parse(token: TagToken) {
      const args = token.args.trim()
      const inner = /^\((.*)\)$/s.exec(args)?.[1]?.trim() ?? args
      this['reason'] = inner === '' ? undefined : new Value(inner, this.liquid)
    },
    *render(cx: Context): Generator<unknown, void, unknown> {
      const reason = this['reason'] as Value | undefined
      const said = reason === undefined ? undefined : yield reason.value(cx, false)
      throw new AbortMessage(said == null || said === '' ? 'No reason given' : String(said).slice(0, 500))
    },
  })
}

/** Only compiled sources may hold these; an author's own template is refused when it names them. */
export const INTERNAL_TAGS = ['carillon_link', 'carillon_picture', 'carillon_preheader'] as const

export function registerInternals(engine: LiquidWithTags, html: boolean): void {
  const write = (emitter: Emitter, text: string) => (emitter as Sink).write(html ? escapeHtml(text) : text)
  for (const kind of ['link', 'picture'] as const) {
    engine.registerTag(`carillon_${kind}`, {
      parse(token: TagToken) {
        this['slot'] = Number(token.args)
      },
      *render(cx: Context, emitter: Emitter): Generator<unknown, void, unknown> {
        write(emitter, yield* runOf(cx)[kind](this['slot'] as number, cx))
      },
    })
  }
  engine.registerTag('carillon_preheader', {
    parse() {},
    render(cx: Context, emitter: Emitter) {
      write(emitter, runOf(cx).preheader)
    },
  })
}

