import type { Schema } from '@carillon/sdk'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../accounts/session.ts'

export { topicsQuery } from '../campaigns/queries.ts'

type Named = Pick<Schema<'Topic'>, 'name' | 'id'>

/** A topic in the reader's language, else in the workspace's, else in whatever it has. */
export function useTopicName(): (topic: Named) => string {
  const { i18n } = useTranslation('contacts')
  const workspace = useWorkspace()
  return ({ name, id }) => {
    const names = name as Record<string, string>
    return names[i18n.language] ?? names[workspace?.default_locale ?? 'en'] ?? Object.values(names)[0] ?? id
  }
}
