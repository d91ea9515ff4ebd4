export type EmailWords = { unsubscribe: string; preferences: string }

/** The standing words of a letter's foot, in the languages of the product and Kazakh; English elsewhere. */
const WORDS: Record<string, EmailWords> = {
  en: { unsubscribe: 'Unsubscribe', preferences: 'Choose what you receive' },
  uk: { unsubscribe: 'Відписатися', preferences: 'Налаштувати розсилку' },
  ru: { unsubscribe: 'Отписаться', preferences: 'Настроить рассылку' },
  ka: { unsubscribe: 'გამოწერის გაუქმება', preferences: 'შეტყობინებების მართვა' },
  zh: { unsubscribe: '退订', preferences: '订阅设置' },
  'zh-hant': { unsubscribe: '取消訂閱', preferences: '訂閱設定' },
  kk: { unsubscribe: 'Жазылымнан бас тарту', preferences: 'Хабарламаларды баптау' },
}

export function emailWords(locale: string): EmailWords {
  const [language = 'en', ...rest] = locale.toLowerCase().split('-')
  const traditional = language === 'zh' && rest.some((tag) => ['hant', 'tw', 'hk', 'mo'].includes(tag))
  return WORDS[traditional ? 'zh-hant' : language] ?? (WORDS['en'] as EmailWords)
}

const SOCIAL_NAMES: Record<string, string> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  telegram: 'Telegram',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  linkedin: 'LinkedIn',
  x: 'X',
  vk: 'VK',
  wechat: 'WeChat',
}
/** How a social network writes itself; a website is shown as its host. */
export function socialName(kind: string, url: string): string {
  return SOCIAL_NAMES[kind] ?? (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : kind)
}
