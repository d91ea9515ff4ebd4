import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { IconArrowRight, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RailLine, SettingsLine } from './area.ts'
import { useOfferedActions } from './palette-actions.ts'

const [store, spotlight] = createSpotlight()

export const openPalette = spotlight.open

export function Palette({ lines, settings }: { lines: RailLine[]; settings: SettingsLine[] }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const offered = useOfferedActions()

  const pages: SpotlightActionData[] = [...lines, ...settings].map(({ path, name, icon: Glyph }) => ({
    id: path,
    label: t(`nav.${name}`),
    leftSection: <Glyph size={18} stroke={1.5} aria-hidden />,
    onClick: () => void navigate({ to: path as never }),
  }))
  const actions: SpotlightActionData[] = offered.map(({ id, label, description, icon, keywords, run }) => {
    const Glyph = icon ?? IconArrowRight
    return {
      id,
      label,
      onClick: run,
      leftSection: <Glyph size={18} stroke={1.5} aria-hidden />,
      ...(description ? { description } : {}),
      ...(keywords ? { keywords } : {}),
    }
  })

  return (
    <Spotlight
      store={store}
      shortcut={null}
      actions={[
        { group: t('palette.pages'), actions: pages },
        { group: t('palette.actions'), actions },
      ].filter((group) => group.actions.length > 0)}
      nothingFound={t('palette.nothing')}
      highlightQuery
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      scrollable
      maxHeight={400}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      transitionProps={{ duration: 120 }}
      searchProps={{
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
        leftSection: <IconSearch size={18} stroke={1.5} aria-hidden />,
      }}
    />
  )
}
