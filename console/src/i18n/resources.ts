import type accounts from './en/accounts.json'
import type kit from './en/kit.json'
import type settings from './en/settings.json'
import type shell from './en/shell.json'

// One line per catalogue: this is what makes t('…') refuse a key that is not in it.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: {
      accounts: typeof accounts
      kit: typeof kit
      settings: typeof settings
      shell: typeof shell
    }
  }
}
