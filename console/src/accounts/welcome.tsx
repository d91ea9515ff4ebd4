import { Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { IconDatabase, IconTable, IconUsers, IconUsersPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api.ts'
import { Door } from '../kit/door.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { media, mediumGlyphs, useMediumName } from '../kit/medium.tsx'
import { Page } from '../kit/page.tsx'
import { LoadDemo } from './load-demo.tsx'
import { type Me, meQuery, useCan, useMe } from './session.ts'
import classes from './welcome.module.css'

const sources = { spreadsheet: IconTable, crm: IconUsers, shop: IconDatabase } as const
const importPath = '/contacts/import'

/** What the company already uses: kept with the workspace, so that nothing is asked twice. */
function Uses() {
  const { t } = useTranslation('accounts')
  const mediumName = useMediumName()
  const client = useQueryClient()
  const kept = useMe()?.workspace.uses ?? []
  const [uses, setUses] = useState(new Set(kept))
  const save = useMutation({
    mutationFn: (next: string[]) => request('PATCH', '/v1/workspace', { body: { uses: next } }),
    scope: { id: 'workspace-uses' },
    onSuccess: (_answer, next) =>
      client.setQueryData(meQuery.queryKey, (me: Me | undefined) => me && { ...me, workspace: { ...me.workspace, uses: next } }),
  })
  const tick = (use: string) => {
    const next = new Set(uses)
    if (!next.delete(use)) next.add(use)
    setUses(next)
    save.mutate([...next])
  }
  const items = [
    ...media.map((medium) => ({ id: medium as string, name: mediumName(medium), icon: mediumGlyphs[medium] })),
    ...(Object.keys(sources) as (keyof typeof sources)[]).map((id) => ({ id, name: t(`uses.${id}`), icon: sources[id] })),
  ]
  return (
    <section aria-labelledby="uses">
      <Title order={2} id="uses" mb={4}>
        {t('uses.title')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('uses.note')}
      </Text>
      <div className={classes.grid}>
        {items.map(({ id, name, icon: Glyph }) => (
          <label key={id} className={classes.tick}>
            <Glyph size={20} stroke={1.5} aria-hidden />
            <span>{name}</span>
            <Checkbox size="xs" checked={uses.has(id)} onChange={() => tick(id)} aria-label={name} />
          </label>
        ))}
      </div>
      <ErrorNote error={save.error} />
    </section>
  )
}

/** After the set-up: what do you use, and with which customers do we begin? */
export function Welcome() {
  const { t } = useTranslation('accounts')
  const me = useMe()
  const router = useRouter()
  const canImport = useCan('imports:write') && importPath in router.routesByPath
  const canSetUp = useCan('workspace:write')
  if (!me) return null
  return (
    <Page title={t('welcome.title', { workspace: me.workspace.name })} note={t('welcome.note')} narrow>
      <Stack gap="xl">
        {canSetUp && <Uses />}
        <section aria-labelledby="ways">
          <Title order={2} id="ways" mb="sm">
            {t('welcome.begin')}
          </Title>
          <div className={classes.ways}>
            {canImport && (
              <div className={classes.way}>
                <IconUsersPlus size={24} stroke={1.5} aria-hidden />
                <Title order={3}>{t('welcome.bringTitle')}</Title>
                <p>{t('welcome.bringText')}</p>
                <Button component={Door} href={importPath}>
                  {t('welcome.bring')}
                </Button>
              </div>
            )}
            {canSetUp && <LoadDemo className={classes.way} primary={!canImport} />}
          </div>
        </section>
      </Stack>
    </Page>
  )
}
