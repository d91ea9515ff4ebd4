import type { ContentProblem } from './contract.ts'
import { textDirection } from './locale.ts'
import { problem } from './problems.ts'
import type { Field, Weave } from './weave.ts'

/** Includes stay off: `<mj-include path="/etc/passwd">` would read the server's files. */
const OPTIONS = { ignoreIncludes: true, keepComments: false, validationLevel: 'soft', fonts: {} } as const

export async function compileMjml(source: string): Promise<{ html: string; errors: { line: number; message: string }[] }> {
  // a third of the whole server's start, and needed only when a letter is compiled
  const { default: mjml2html } = await import('mjml')
  const { html, errors } = await mjml2html(source, OPTIONS)
  // two blanks per level of nesting and empty lines are a third of the output
  return { html: html.replaceAll(/\n\s+/g, '\n').trim(), errors }
}

const TAG = /<([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const ATTRIBUTE = /(\s)(href|src|background-url)(\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi

/** A whole document by its author: its links become slots, its pictures checked addresses. */
export async function compileAuthorMjml(field: Field, locale: string, weave: Weave): Promise<{ html: string; problems: ContentProblem[] }> {
  const refused = refuseUnsafe(field)
  if (refused.length > 0) return { html: '', problems: refused }
  let source = weave.protect(field).replace(TAG, (whole, tag: string, attributes: string) => {
    if (tag === 'mj-font' || tag === 'link') return whole
    const woven = attributes.replace(ATTRIBUTE, (_, space: string, name: string, equals: string, double?: string, single?: string) => {
      return `${space}${name}${equals}"${slotFor(name.toLowerCase(), decode(double ?? single ?? ''), field, weave)}"`
    })
    return `<${tag}${woven}>`
  })
  if (!/<mjml[^>]*\slang=/i.test(source)) source = source.replace(/<mjml\b/i, `<mjml lang="${locale}" dir="${textDirection(locale)}"`)
  try {
    const { html, errors } = await compileMjml(source)
    return { html, problems: errors.map((e) => mjmlProblem(field, e.line, e.message)) }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { html: '', problems: [mjmlProblem(field, 1, detail)] }
  }
}

/** Addresses inside the letter (#part) and what Liquid's own links say stay as they are. */
function slotFor(attribute: string, url: string, field: Field, weave: Weave): string {
  if (attribute === 'href') {
    if (url.startsWith('#')) return url
    return weave.token('L', weave.link(url, 'body', field.pointer))
  }
  return weave.token('P', weave.link(url, 'picture', field.pointer, false))
}

const decode = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function refuseUnsafe({ source, pointer }: Field): ContentProblem[] {
  const found = [...source.matchAll(/<(mj-include|script|iframe|object|embed|base|form)\b/gi)]
  return found.map((match) =>
    problem('error', 'mjml_invalid', pointer, `<${match[1]}> is not allowed`, 'Mail clients drop it, and a template reads no files.', {
      line: source.slice(0, match.index).split('\n').length,
      medium: 'email',
    }),
  )
}

function mjmlProblem({ pointer }: Field, line: number, message: string): ContentProblem {
  const harmless = /Attribute .* is illegal/.test(message)
  return problem(harmless ? 'warning' : 'error', 'mjml_invalid', pointer, message, 'See the MJML 5 reference for what goes where.', { line, medium: 'email' })
}
