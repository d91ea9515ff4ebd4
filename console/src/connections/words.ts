import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'
import type { Channel } from './queries.ts'

export function useChannelName(): (channel: Pick<Channel, 'id' | 'name'>) => string {
  const { t } = useTranslation('channels')
  return ({ id, name }) => word(t, `name.${id}`, name)
}
