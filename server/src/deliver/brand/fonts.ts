import type { Brand } from './contract.ts'

/** Mail clients load no fonts, and the usual Latin ones have no Georgian or Chinese: what the phones and desktops do have. */
const BY_LANGUAGE: Record<string, string> = {
  ka: "'Noto Sans Georgian', 'Helvetica Neue', Sylfaen, 'DejaVu Sans', Arial, sans-serif",
  zh: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', Arial, sans-serif",
  'zh-hant': "'PingFang TC', 'Microsoft JhengHei', 'Noto Sans TC', 'Noto Sans CJK TC', Arial, sans-serif",
  ja: "'Hiragino Sans', 'Yu Gothic', 'Noto Sans JP', Arial, sans-serif",
}
const REST = "'Helvetica Neue', Helvetica, Arial, sans-serif"

/** A CSS font-family value without double quotes, so that it fits into an attribute. */
export function fontStack(brand: Brand, locale: string): string {
  const [language = '', ...rest] = locale.toLowerCase().split('-')
  const traditional = language === 'zh' && rest.some((tag) => ['hant', 'tw', 'hk', 'mo'].includes(tag))
  const own = brand.font_family
    .split(',')
    .map((family) => family.replaceAll(/['"\\;<>&{}]/g, '').trim())
    .filter(Boolean)
    .map((family) => (/[\s\d]/.test(family) ? `'${family}'` : family))
  return [...own, BY_LANGUAGE[traditional ? 'zh-hant' : language] ?? REST].join(', ')
}
