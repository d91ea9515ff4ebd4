import { Alert, Button, SegmentedControl, TextInput } from '@mantine/core'
import { useHotkeys, useDocumentTitle } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { HeldBanner } from '../home/held.tsx'
import { ErrorNote } from '../kit/error-state.tsx'
import { Page } from '../kit/page.tsx'
import { StatusBadge } from '../kit/status-badge.tsx'
import { AudienceColumn } from './audience.tsx'
import { CascadeStrip } from './cascade-strip.tsx'
import { useDraft } from './draft.ts'
import { PlanSettings } from './plan-settings.tsx'
import { PreviewColumn } from './preview.tsx'
import { type Campaign, mediaOf, rehearsalQuery } from './queries.ts'
import { usePreview } from './sample.ts'
import { TextColumn } from './text.tsx'
import { useViewer } from './viewer.ts'
import classes from './window.module.css'

const tabs = ['audience', 'text', 'preview'] as const

/** A draft on one screen: whom, by which ways, with what words, and what each person will see. */
export function Window({ stored }: { stored: Campaign }) {
  const { t } = useTranslation('campaigns')
  const { t: tShell } = useTranslation('shell')
  const router = useRouter()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const mayWrite = useCan('campaigns:write')
  const { draft, set, save, pending, error, stale, reload } = useDraft(stored)
  const [tab, setTab] = useState<string>('text')
  const [locale, setLocale] = useState(draft.content.default_locale)
  const { data: rehearsal } = useQuery({ ...rehearsalQuery(stored.id), enabled: stored.rehearsal_run_id !== null })
  const viewer = useViewer('audience')
  const preview = usePreview(draft, locale, viewer)
  useDocumentTitle([draft.name, workspace?.name ?? 'Carillon'].join(' · '))

  const rehearse = useMutation({
    mutationFn: async () => {
      await save()
      await request('POST', `/v1/campaigns/${stored.id}/rehearsal`)
      await client.invalidateQueries({ queryKey: rehearsalQuery(stored.id).queryKey })
    },
    onSuccess: () => router.history.push(`/campaigns/${stored.id}/rehearsal`),
  })
  useHotkeys(
    [
      ['mod+S', () => void save().catch(() => {})],
      ['mod+Enter', () => rehearse.mutate()],
    ],
    [],
  )

  return (
    <Page
      title={draft.name || t('unnamed')}
      breadcrumb={[{ label: t('title'), href: '/campaigns' }]}
      status={
        <>
          <StatusBadge tone="neutral" label={t('state.draft')} />
          <span className={classes.saved} role="status">
            {pending ? t('saving') : <><IconCheck size={14} stroke={1.75} aria-hidden /> {t('saved')}</>}
          </span>
        </>
      }
      action={
        mayWrite && (
          <Button
            leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
            loading={rehearse.isPending}
            disabled={stale || draft.cascade.length === 0}
            onClick={() => rehearse.mutate()}
          >
            {t('rehearse')}
          </Button>
        )
      }
    >
      <HeldBanner />
      {stale ? (
        <Alert mb="md" color="amber" icon={<IconAlertTriangle stroke={1.5} />} title={t('stale.title')} role="alert">
          {t('stale.text')}
          <div>
            <Button mt={8} size="compact-sm" variant="default" onClick={() => void reload()}>
              {t('stale.reload')}
            </Button>
          </div>
        </Alert>
      ) : (
        <ErrorNote error={rehearse.error ?? error} />
      )}
      <SegmentedControl
        className={classes.tabs}
        fullWidth
        aria-label={tShell('nav.campaigns')}
        value={tab}
        onChange={setTab}
        data={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
      />
      <fieldset disabled={!mayWrite || stale} style={{ border: 0, padding: 0, margin: 0, minInlineSize: 0 }}>
        <div className={classes.grid} data-tab={tab}>
          <div className={classes.audience}>
            <TextInput
              label={t('name')}
              value={draft.name}
              maxLength={200}
              mb="lg"
              error={draft.name.trim() ? undefined : t('nameNeeded')}
              onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            />
            <AudienceColumn audience={draft.audience} onChange={(audience) => set({ audience })} />
            <PlanSettings draft={draft} onChange={set} />
          </div>
          <CascadeStrip
            className={classes.cascade}
            steps={draft.cascade}
            rehearsal={rehearsal && !rehearsal.stale && !pending ? rehearsal : undefined}
            onChange={(cascade) => set({ cascade })}
          />
          <TextColumn
            className={classes.text}
            content={draft.content}
            media={mediaOf(draft.cascade)}
            locale={locale}
            problems={preview.problems}
            onLocale={(next) => {
              setLocale(next)
              preview.showLocale(next)
            }}
            onChange={(content) => set({ content })}
            onTemplate={(content, kind) => {
              setLocale(content.default_locale)
              set({ content, class: kind })
            }}
          />
          <PreviewColumn
            className={classes.preview}
            preview={preview}
            viewer={viewer}
            content={draft.content}
            kind={draft.class}
            media={mediaOf(draft.cascade)}
            onText={(at, text) => {
              const one = draft.content.locales[at]!
              const locales = { ...draft.content.locales, [at]: { ...one, overrides: { ...one.overrides, sms: { ...one.overrides?.sms, text } } } }
              set({ content: { ...draft.content, locales } })
            }}
          />
        </div>
      </fieldset>
    </Page>
  )
}
