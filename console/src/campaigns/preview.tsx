import { ActionIcon, Button, Skeleton, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconMaximize } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { ErrorNote } from '../kit/error-state.tsx'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { ProviderText, ServerWords } from '../kit/said.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { type Form, MessageFrame } from '../sandbox/frame.tsx'
import { SendTest } from '../test-sends/send-test.tsx'
import classes from './preview.module.css'
import { ProblemWords } from './problems.tsx'
import type { Draft } from './draft.ts'
import { PreviewAs } from './preview-as.tsx'
import type { Content, Medium, Preview } from './queries.ts'
import type { PreviewState } from './sample.ts'
import { cheaperSpelling } from './savings.ts'
import type { Viewer } from './viewer.ts'
import { useReason } from './words.ts'
import frame from './window.module.css'

type PreviewColumnProps = {
  className?: string | undefined
  preview: PreviewState
  viewer: Viewer
  content: Content
  kind: Draft['class']
  media: Medium[]
  /** Takes another spelling of the SMS in one language. */
  onText: (locale: string, text: string) => void
}

const kinds = ['audience', 'sample', 'contact', 'typed'] as const

/** The message on every way's own device side by side, as one person gets it. */
export function PreviewColumn({ className, preview, viewer, content, kind, media, onText }: PreviewColumnProps) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const [large, setLarge] = useState<string | null>(null)
  const mediumName = useMediumName()
  const { person, people, forms, locale } = preview
  const shown = person ? (person.name ?? person.email ?? person.phone ?? t('nameless')) : viewer.kind === 'contact' && viewer.person ? viewer.person.name : t(viewer.kind === 'typed' ? 'as.typed' : 'preview.madeUp')
  const enlarged = forms.find(({ medium }) => medium === large)
  return (
    <section className={className} aria-labelledby="preview">
      <div className={frame.head}>
        <h2 id="preview">{t('preview.title')}</h2>
        <SendTest button={{ size: 'compact-sm' }} content={content} kind={kind} media={media} locale={locale ?? content.default_locale} as={preview.as} />
      </div>
      <PreviewAs viewer={viewer} kinds={kinds} locales={Object.keys(content.locales)}>
        <div className={classes.person}>
          {people.length > 1 && (
            <ActionIcon size={28} aria-label={t('preview.previous')} onClick={() => preview.move(-1)}>
              <IconChevronLeft size={16} stroke={1.5} className="flips" />
            </ActionIcon>
          )}
          <Text size="xs" aria-live="polite">
            {[shown, locale && format.languageName(locale)].filter(Boolean).join(' · ')}
          </Text>
          {people.length > 1 && (
            <ActionIcon size={28} aria-label={t('preview.next')} onClick={() => preview.move(1)}>
              <IconChevronRight size={16} stroke={1.5} className="flips" />
            </ActionIcon>
          )}
        </div>
      </PreviewAs>
      <ErrorNote error={preview.error} />
      {preview.loading && <Skeleton height={320} />}
      <div className={classes.frames}>
        {forms.map((one) => (
          <div key={one.medium} className={classes.frame}>
            <div className={classes.top}>
              <MediumIcon medium={one.medium} withName size={16} />
              {one.ok && (
                <ActionIcon size={28} aria-label={t('preview.enlarge', { medium: mediumName(one.medium) })} onClick={() => setLarge(one.medium)}>
                  <IconMaximize size={16} stroke={1.5} />
                </ActionIcon>
              )}
            </div>
            <OneForm form={one} />
            {one.price_micro !== null && (
              <Text className={classes.note} c="dimmed">
                {one.price_micro === 0 ? t('preview.free') : t('preview.price', { price: format.money(one.price_micro, undefined, true) })}
              </Text>
            )}
            {one.segments && locale && <SmsNotes segments={one.segments} locale={locale} content={content} onText={onText} />}
          </div>
        ))}
      </div>
      {!preview.loading && forms.length === 0 && <Text c="dimmed">{t('preview.noSteps')}</Text>}
      <SidePanel open={enlarged !== undefined} title={large ? mediumName(large) : ''} onClose={() => setLarge(null)}>
        {enlarged && <OneForm form={enlarged} large />}
      </SidePanel>
    </section>
  )
}

function OneForm({ form, large = false }: { form: Preview['forms'][number]; large?: boolean }) {
  const reason = useReason()
  const { i18n } = useTranslation()
  // What keeps a text from being read at all is listed under the text, in words and with its place.
  const said = form.reason !== 'template_error' || i18n.language === 'en' ? form.detail : null
  if (!form.ok)
    return (
      <div>
        <ProblemWords severity="error">{reason(form.reason)}</ProblemWords>
        {form.reason === 'template_aborted' && said ? <ProviderText>{said}</ProviderText> : <ServerWords>{said}</ServerWords>}
      </div>
    )
  return <MessageFrame form={form.form as unknown as Form} large={large} markAt={form.segments?.forced_by?.index} />
}

type SmsNotesProps = { segments: NonNullable<Preview['forms'][number]['segments']>; locale: string; content: Content; onText: PreviewColumnProps['onText'] }

/** What an SMS is counted as, why, and how it could be cheaper. */
function SmsNotes({ segments, locale, content, onText }: SmsNotesProps) {
  const { t } = useTranslation('campaigns')
  const one = content.locales[locale]
  const source = one?.overrides?.sms?.text || [one?.core.headline, one?.core.body, one?.core.buttons[0]?.url].filter(Boolean).join('\n')
  const use = useMutation({
    mutationFn: (kind: string) => cheaperSpelling(source, locale, kind),
    onSuccess: (text) => onText(locale, text),
  })
  return (
    <>
      <Text className={classes.note}>
        {t('sms.count', { count: segments.segments, length: segments.length, encoding: segments.encoding === 'UCS-2' ? 'Unicode' : segments.encoding })}
      </Text>
      <Text className={classes.note} c="dimmed">
        {t('sms.room', { count: segments.remaining })}
      </Text>
      {segments.forced_by && <Text className={classes.note}>{t('sms.forced', { char: segments.forced_by.char, per: segments.per_segment })}</Text>}
      {segments.savings.map((saving) => (
        <div key={saving.kind} className={classes.saving}>
          <strong>{t(saving.kind === 'transliterate' ? 'sms.transliterate' : 'sms.substitutes', { before: saving.segments_before, after: saving.segments_after })}</strong>
          <span>{saving.text}</span>
          <Button size="compact-xs" variant="default" loading={use.isPending && use.variables === saving.kind} onClick={() => use.mutate(saving.kind)}>
            {t('sms.use')}
          </Button>
        </div>
      ))}
      <ErrorNote error={use.error} />
    </>
  )
}
