import { ActionIcon, Button, Menu, Select, Stack, Switch, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconChevronDown, IconPlus, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { languages } from '../i18n/languages.ts'
import { word } from '../i18n/word.ts'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { ProblemList } from './problems.tsx'
import { type Content, type ContentProblem, type Core, type LocaleContent, type Medium, type Overrides, templatesQuery } from './queries.ts'
import type { Draft } from './draft.ts'
import classes from './text.module.css'
import frame from './window.module.css'

type TextColumnProps = {
  className?: string | undefined
  content: Content
  media: Medium[]
  locale: string
  problems: ContentProblem[]
  onLocale: (locale: string) => void
  onChange: (content: Content) => void
  onTemplate: (content: Content, kind: Draft['class']) => void
}

const emptyCore: Core = { headline: '', body: '', buttons: [] }
const greeting = '{{ contact.call_name }}'
const scheme = 'https://'

/** The share of what the default language says that this one says too. */
export function completeness(content: Content, locale: string): number {
  const wanted = content.locales[content.default_locale]?.core ?? emptyCore
  const have = content.locales[locale]?.core ?? emptyCore
  const pairs: [string, string][] = [
    [wanted.headline, have.headline],
    [wanted.body, have.body],
    [wanted.picture?.alt ?? '', have.picture?.alt ?? ''],
    ...wanted.buttons.map(({ label }, index): [string, string] => [label, have.buttons[index]?.label ?? '']),
  ]
  const needed = pairs.filter(([text]) => text.trim())
  if (needed.length === 0) return have.body.trim() ? 1 : 0
  return needed.filter(([, text]) => text.trim()).length / needed.length
}

/** One text for all ways, in every language; where a way needs its own words, they stand beneath. */
export function TextColumn({ className, content, media, locale, problems, onLocale, onChange, onTemplate }: TextColumnProps) {
  const { t } = useTranslation('campaigns')
  const { t: named } = useTranslation('problems')
  const format = useFormat()
  const { data: templates } = useQuery(templatesQuery)
  const current: LocaleContent = content.locales[locale] ?? { core: emptyCore }
  const { core } = current
  const here = `/locales/${locale}`
  const put = (one: LocaleContent) => onChange({ ...content, locales: { ...content.locales, [locale]: one } })
  const setCore = (change: Partial<Core>) => put({ ...current, core: { ...core, ...change } })
  const at = (pointer: string) => problems.filter((problem) => problem.pointer === `${here}/core/${pointer}`)
  const errorAt = (pointer: string) => at(pointer).find(({ severity }) => severity === 'error')
  const field = (pointer: string) => {
    const error = errorAt(pointer)
    return error ? { error: word(named, `problem.${error.code}`, error.detail) } : {}
  }
  const missing = languages.map(({ code }) => code as string).filter((code) => !(code in content.locales))
  const addLocale = (code: string) => {
    const from = content.locales[content.default_locale]?.core ?? emptyCore
    const copy: Core = { headline: '', body: '', buttons: from.buttons.map(({ url }) => ({ label: '', url })), ...(from.picture ? { picture: { url: from.picture.url, alt: '' } } : {}) }
    onChange({ ...content, locales: { ...content.locales, [code]: { core: copy } } })
    onLocale(code)
  }
  const removeLocale = () => {
    const { [locale]: _gone, ...locales } = content.locales
    onLocale(content.default_locale)
    onChange({ ...content, locales })
  }
  return (
    <section className={className} aria-labelledby="text">
      <div className={frame.head}>
        <h2 id="text">{t('text.title')}</h2>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
              {t('text.template')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(templates?.data ?? []).map((template) => (
              <Menu.Item key={template.id} onClick={() => onTemplate(template.content as unknown as Content, template.class)}>
                {template.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.tabs} role="group" aria-label={t('text.languages')}>
        {Object.keys(content.locales).map((code) => (
          <Button
            key={code}
            size="compact-sm"
            variant={code === locale ? 'light' : 'subtle'}
            color={code === locale ? 'bronze' : 'gray'}
            aria-pressed={code === locale}
            onClick={() => onLocale(code)}
          >
            {format.languageName(code)}
            <span className={classes.share}>{code === content.default_locale ? t('text.isDefault') : format.percent(Math.round(completeness(content, code) * 100) / 100)}</span>
          </Button>
        ))}
        {missing.length > 0 && (
          <Menu>
            <Menu.Target>
              <ActionIcon size={28} aria-label={t('text.addLanguage')}>
                <IconPlus size={16} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {missing.map((code) => (
                <Menu.Item key={code} onClick={() => addLocale(code)}>
                  {format.languageName(code)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <Stack gap="sm" lang={locale}>
        <TextInput label={t('field.headline')} maxLength={500} value={core.headline} {...field('headline')} onChange={({ currentTarget: { value } }) => setCore({ headline: value })} />
        <Textarea
          label={t('field.body')}
          description={t('text.bodyMeans')}
          autosize
          minRows={5}
          maxRows={18}
          maxLength={20_000}
          value={core.body}
          {...field('body')}
          onChange={({ currentTarget: { value } }) => setCore({ body: value })}
          rightSectionWidth={40}
          rightSection={
            <Tooltip label={t('text.insertName')}>
              <ActionIcon aria-label={t('text.insertName')} onClick={() => setCore({ body: `${core.body}${core.body && !core.body.endsWith(' ') ? ' ' : ''}${greeting}` })}>
                <IconUserPlus size={16} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          }
          styles={{ section: { alignItems: 'flex-start', paddingBlockStart: 4 } }}
        />
        <div className={classes.buttonRow} style={{ gridTemplateColumns: 'minmax(0, 1.4fr) minmax(0, 1fr)' }}>
          <TextInput
            label={t('field.picture')}
            placeholder={scheme}
            value={core.picture?.url ?? ''}
            {...field('picture/url')}
            onChange={({ currentTarget: { value } }) => {
              if (value) return setCore({ picture: { url: value, alt: core.picture?.alt ?? '' } })
              const { picture: _none, ...rest } = core
              put({ ...current, core: rest })
            }}
          />
          <TextInput
            label={t('field.alt')}
            disabled={!core.picture}
            value={core.picture?.alt ?? ''}
            onChange={({ currentTarget: { value } }) => core.picture && setCore({ picture: { ...core.picture, alt: value } })}
          />
        </div>
        {core.buttons.map((button, index) => (
          <div key={index} className={classes.buttonRow}>
            <TextInput
              {...(index === 0 ? { label: t('field.label') } : { 'aria-label': t('field.label') })}
              value={button.label}
              maxLength={200}
              {...field(`buttons/${index}/label`)}
              onChange={({ currentTarget: { value } }) => setCore({ buttons: core.buttons.map((one, n) => (n === index ? { ...one, label: value } : one)) })}
            />
            <TextInput
              {...(index === 0 ? { label: t('field.url') } : { 'aria-label': t('field.url') })}
              placeholder={scheme}
              value={button.url}
              {...field(`buttons/${index}/url`)}
              onChange={({ currentTarget: { value } }) => setCore({ buttons: core.buttons.map((one, n) => (n === index ? { ...one, url: value } : one)) })}
            />
            <ActionIcon
              mt={index === 0 ? 23 : 2}
              aria-label={t('text.removeButton', { label: button.label })}
              onClick={() => setCore({ buttons: core.buttons.filter((_, n) => n !== index) })}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} stroke={1.5} />} disabled={core.buttons.length >= 6} onClick={() => setCore({ buttons: [...core.buttons, { label: '', url: '' }] })}>
            {t('text.addButton')}
          </Button>
          {locale !== content.default_locale && (
            <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconTrash size={14} stroke={1.5} />} onClick={removeLocale}>
              {t('text.removeLanguage', { language: format.languageName(locale) })}
            </Button>
          )}
        </div>
        {problems.length > 0 && <ProblemList problems={problems} />}
        <OwnTexts media={media} core={core} overrides={current.overrides ?? {}} onChange={(overrides) => put({ ...current, overrides })} />
        {locale !== content.default_locale ? (
          <div>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onChange({ ...content, default_locale: locale })}>
              {t('text.makeDefault')}
            </Button>
          </div>
        ) : (
          Object.keys(content.locales).length === 0 && (
            <Select label={t('text.addLanguage')} data={missing.map((code) => ({ value: code, label: format.languageName(code) }))} onChange={(code) => code && addLocale(code)} />
          )
        )}
      </Stack>
    </section>
  )
}

/** Words of one way's own, in place of those above. */
function OwnTexts({ media, core, overrides, onChange }: { media: Medium[]; core: Core; overrides: Overrides; onChange: (overrides: Overrides) => void }) {
  const { t } = useTranslation('campaigns')
  const name = useMediumName()
  const turn = (medium: Medium, on: boolean) => {
    const { [medium]: _gone, ...others } = overrides
    if (!on) return onChange(others)
    onChange({ ...overrides, [medium]: medium === 'email' ? { subject: core.headline, body: core.body } : { text: core.body } })
  }
  const set = (medium: Medium, change: Record<string, string>) => onChange({ ...overrides, [medium]: { ...overrides[medium], ...change } })
  if (media.length === 0) return null
  return (
    <div className={classes.overrides}>
      {media.map((medium) => {
        const own = overrides[medium] as Record<string, string | undefined> | undefined
        const area = (key: string, label: string) => (
          <Textarea label={label} autosize minRows={2} maxRows={12} value={own?.[key] ?? ''} onChange={({ currentTarget: { value } }) => set(medium, { [key]: value })} />
        )
        const line = (key: string, label: string) => <TextInput label={label} value={own?.[key] ?? ''} onChange={({ currentTarget: { value } }) => set(medium, { [key]: value })} />
        return (
          <div key={medium} className={classes.own}>
            <Switch
              size="sm"
              checked={own !== undefined}
              onChange={({ currentTarget: { checked } }) => turn(medium, checked)}
              label={
                <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
                  <MediumIcon medium={medium} size={16} />
                  {t('text.own', { medium: name(medium) })}
                </span>
              }
            />
            {own && (
              <Stack gap={8} mt={8}>
                {medium === 'email' ? (
                  <>
                    {line('subject', t('field.subject'))}
                    {line('preheader', t('field.preheader'))}
                    {area('body', t('field.body'))}
                  </>
                ) : medium === 'push' ? (
                  <>
                    {line('headline', t('field.headline'))}
                    {area('text', t('field.text'))}
                    {line('url', t('field.url'))}
                  </>
                ) : (
                  area('text', t('field.text'))
                )}
              </Stack>
            )}
          </div>
        )
      })}
    </div>
  )
}
