import type { TFunction } from 'i18next'

/**
 * The word for a code that came from the server (a role, a reason, an action), or `fallback` when this console is older
 * than the server and does not know it yet. For keys known when writing, use t('…'), which is checked by the compiler.
 */
export function word(t: TFunction<any>, key: string, fallback: string, values?: Record<string, unknown>): string {
  const translate = t as unknown as (key: string, options: Record<string, unknown>) => string
  return translate(key, { ...values, defaultValue: fallback })
}
