import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { languages } from './languages.ts'

type Words = Record<string, string>

const source = join(import.meta.dirname, '..')
const areasOf = (language: string) => readdirSync(join(import.meta.dirname, language)).toSorted()
const plural = /_(zero|one|two|few|many|other)$/

/** A catalogue with its keys written out: `nav.home`. */
function flat(value: unknown, prefix = ''): Words {
  if (typeof value === 'string') return { [prefix]: value }
  return Object.assign({}, ...Object.entries(value as object).map(([key, one]) => flat(one, prefix ? `${prefix}.${key}` : key)))
}

const catalogue = (language: string, area: string): Words =>
  flat(JSON.parse(readFileSync(join(import.meta.dirname, language, area), 'utf8')))

/** Plural forms belong to one key; how many there are is the language's own affair. */
const keysOf = (words: Words) => [...new Set(Object.keys(words).map((key) => key.replace(plural, '')))].toSorted()
const pluralKeysOf = (words: Words) => keysOf(Object.fromEntries(Object.entries(words).filter(([key]) => plural.test(key))))
const marksOf = (text: string) => [...new Set(text.match(/\{\{[^}]+\}\}|<\/?[a-z]+>/g))].toSorted()

describe.each(languages.map(({ code }) => code))('%s', (language) => {
  test('has the same catalogues as English', () => {
    expect(areasOf(language)).toEqual(areasOf('en'))
  })

  describe.each(areasOf('en'))('%s', (area) => {
    const english = catalogue('en', area)
    const words = catalogue(language, area)

    test('has every key, none more, and no empty words', () => {
      expect(keysOf(words)).toEqual(keysOf(english))
      expect(Object.keys(words).filter((key) => !words[key]!.trim())).toEqual([])
    })

    test('has every plural form that the language needs', () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const needed = pluralKeysOf(english).flatMap((key) => forms.map((form) => `${key}_${form}`))
      expect(Object.keys(words).filter((key) => plural.test(key)).toSorted()).toEqual(needed.toSorted())
    })

    test('has the same placeholders and tags', () => {
      for (const [key, text] of Object.entries(words)) {
        const model = english[key] ?? english[key.replace(plural, '_other')]
        // "One day" may leave the number out.
        if (key.endsWith('_one') && !text.includes('{{count}}')) continue
        expect(marksOf(text), key).toEqual(marksOf(model ?? ''))
      }
    })
  })
})

/** Attributes and properties whose value somebody reads or hears. */
const spoken = new Set([
  'title', 'label', 'placeholder', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt', 'description',
  'message', 'header', 'text', 'note', 'hint', 'error', 'nothingFoundMessage', 'nothingFound', 'action',
])
const hasWords = (text: string) => /\p{L}/u.test(text.replaceAll('Carillon', ''))

/** Literals that an expression may come to: both arms of a condition, the right of && and ||. */
function literalsIn(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
  if (ts.isParenthesizedExpression(node)) return literalsIn(node.expression)
  if (ts.isConditionalExpression(node)) return [...literalsIn(node.whenTrue), ...literalsIn(node.whenFalse)]
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.getText()
    if (operator === '&&') return literalsIn(node.right)
    if (['||', '??', '+'].includes(operator)) return [...literalsIn(node.left), ...literalsIn(node.right)]
  }
  return []
}

/** Words in the source that no translator will ever see, with their lines. */
export function strayWords(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const report = (node: ts.Node, words: string[]) => {
    for (const word of words.filter(hasWords))
      found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${word.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node, [node.text])
    else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      report(node, literalsIn(node.expression))
    else if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) report(node, [node.initializer.text])
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression)
        report(node, literalsIn(node.initializer.expression))
    } else if (ts.isPropertyAssignment(node) && spoken.has(node.name.getText().replaceAll(/['"]/g, '')))
      report(node, literalsIn(node.initializer))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

test('no words stand in the source outside the catalogues', () => {
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx') && !entry.name.endsWith('.test.tsx'))
    .map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(10)
  expect(files.flatMap((path) => strayWords(relative(source, path), readFileSync(path, 'utf8')))).toEqual([])
})

test('stray words are found where they hide', () => {
  const stray = (jsx: string) => strayWords('x.tsx', `const x = ${jsx}`).map((line) => line.replace('x.tsx:1 ', ''))
  expect(stray('<p>Save</p>')).toEqual(['Save'])
  expect(stray("<p>{ok ? 'Yes' : 'No'}</p>")).toEqual(['Yes', 'No'])
  expect(stray('<a title="Open" href="/contacts" />')).toEqual(['Open'])
  expect(stray('<Button aria-label={`Remove ${name}`} />')).toEqual(['Remove'])
  expect(stray("toast.show({ message: 'Done' })")).toEqual(['Done'])
  expect(stray('<p className="wide">{t("save")} · 12 Carillon</p>')).toEqual([])
})
