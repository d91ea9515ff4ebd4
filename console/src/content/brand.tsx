import { ActionIcon, Button, ColorInput, Group, Select, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { paths } from '@carillon/sdk'
import { useCan } from '../accounts/session.ts'
import { ApiError, request } from '../api.ts'
import { type Content, type Preview, previewQuery } from '../campaigns/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { word } from '../i18n/word.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { fieldOf, useForm } from '../kit/form.ts'
import { StatusBadge } from '../kit/status-badge.tsx'
import { toast } from '../kit/toast.tsx'
import { type Form, MessageFrame } from '../sandbox/frame.tsx'
import { ContentPage } from './content-page.tsx'
import classes from './content.module.css'

type Answer = paths['/v1/brand']['get']['responses'][200]['content']['application/json']
type Brand = Answer['brand']
type Problem = { code: string; severity: string; pointer: string; detail: string; ratio?: number }
type Social = Brand['social'][number]

const colours = ['primary', 'button_text', 'background', 'text'] as const
const networks: Social['kind'][] = ['facebook', 'instagram', 'telegram', 'viber', 'whatsapp', 'youtube', 'tiktok', 'linkedin', 'x', 'vk', 'wechat', 'website']
const anyLink = 'https://'
/** What is wrong with a field stands below it, where its error would. */
const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const brandKey = ['brand']

type Values = Brand & { logo_url: string; icon_url: string; tone: string }

/** The brand as it is typed, without what is empty: an address that nobody has filled in yet is none. */
function brandOf({ logo_url, icon_url, tone, ...rest }: Values): Brand {
  const optional = Object.fromEntries(Object.entries({ logo_url, icon_url, tone }).filter(([, value]) => value.trim()))
  return { ...rest, ...optional }
}

/** The look and tone that all channels share; a letter and a message beside it show them before they are saved. */
export function BrandKit() {
  const { t } = useTranslation('content')
  const { data, error, refetch } = useQuery({ queryKey: brandKey, queryFn: ({ signal }) => request<Answer>('GET', '/v1/brand', { signal }) })
  return (
    <ContentPage title={t('title')}>
      {data ? <BrandForm answer={data} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
    </ContentPage>
  )
}

function BrandForm({ answer }: { answer: Answer }) {
  const { t } = useTranslation('content')
  const client = useQueryClient()
  const mayWrite = useCan('content:write')
  const { brand } = answer
  const form = useForm<Values>({ logo_url: '', icon_url: '', tone: '', ...brand }, async (values) => {
    const next = await request<Answer>('PUT', '/v1/brand', { body: brandOf(values) })
    client.setQueryData(brandKey, next)
    await client.invalidateQueries({ queryKey: ['templates', 'preview'] })
    toast(t('brand.saved'))
  })
  const { social } = form.values
  const look = useLook(form.values)
  const problems = look.problems ?? (answer.problems as Problem[])
  const hints = (field: string) => problems.filter(({ pointer, severity }) => pointer === `/${field}` && severity === 'warning').map((problem) => <ProblemLine key={problem.detail} problem={problem} />)
  const wrong = (field: string) => {
    const found = problems.find(({ pointer, severity }) => pointer === `/${field}` && severity === 'error')
    return found && <ProblemLine problem={found} />
  }
  const setSocial = (index: number, change: Partial<Social>) => form.set('social', social.map((one, n) => (n === index ? { ...one, ...change } : one)))
  return (
    <div className={classes.editor}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          <ErrorNote error={form.problem} />
          <TextInput {...form.text('name')} label={t('brand.name')} required disabled={!mayWrite} />
          <TextInput {...form.text('logo_url')} label={t('brand.logo')} placeholder={anyLink} disabled={!mayWrite} />
          <TextInput {...form.text('icon_url')} label={t('brand.icon')} placeholder={anyLink} disabled={!mayWrite} />
          <div className={classes.colours}>
            {colours.map((colour) => (
              <ColorInput key={colour} label={t(`brand.colour.${colour}`)} format="hex" value={form.values.colours[colour]} error={form.error(`colours.${colour}`) ?? (look.unreadable.includes(`colours.${colour}`) ? t('brandProblem.bad_colour') : wrong(`colours/${colour}`))} description={look.unreadable.includes(`colours.${colour}`) ? null : hints(`colours/${colour}`)} inputWrapperOrder={below} disabled={!mayWrite} onChange={(value) => form.set('colours', { ...form.values.colours, [colour]: value })} popoverProps={{ withinPortal: true }} eyeDropperButtonProps={{ 'aria-label': t('brand.pick') }} />
            ))}
          </div>
          <TextInput {...form.text('font_family')} label={t('brand.font')} description={t('brand.fontMeans')} disabled={!mayWrite} />
          <Textarea {...form.text('footer_text')} label={t('brand.footer')} autosize minRows={2} disabled={!mayWrite} />
          <TextInput {...form.text('postal_address')} label={t('brand.address')} description={hints('postal_address').length > 0 ? hints('postal_address') : t('brand.addressMeans')} inputWrapperOrder={below} disabled={!mayWrite} />
          <Textarea {...form.text('tone')} label={t('brand.tone')} description={t('brand.toneMeans')} autosize minRows={2} disabled={!mayWrite} />
          <Text fw={500}>{t('brand.social')}</Text>
          {social.map((one, index) => (
            <Group key={index} gap={8} wrap="nowrap" align="flex-start">
              <Select w={150} aria-label={t('brand.network')} allowDeselect={false} value={one.kind} onChange={(kind) => kind && setSocial(index, { kind: kind as Social['kind'] })} data={networks.map((kind) => ({ value: kind as string, label: t(`brand.networks.${kind}`) }))} />
              <TextInput flex={1} aria-label={t('brand.link')} placeholder={anyLink} value={one.url} error={form.error(`social.${index}.url`)} onChange={({ currentTarget: { value } }) => setSocial(index, { url: value })} />
              <ActionIcon mt={2} aria-label={t('brand.removeLink')} onClick={() => form.set('social', social.filter((_, n) => n !== index))}>
                <IconTrash size={16} stroke={1.5} />
              </ActionIcon>
            </Group>
          ))}
          {mayWrite && (
            <Group justify="space-between">
              <Button variant="subtle" leftSection={<IconPlus size={16} stroke={1.5} />} disabled={social.length >= 12} onClick={() => form.set('social', [...social, { kind: 'website', url: '' }])}>
                {t('brand.addLink')}
              </Button>
              <Button type="submit" loading={form.busy} disabled={!form.dirty}>
                {t('brand.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      <Look look={look} name={form.values.name} unsaved={form.dirty} />
    </div>
  )
}

function ProblemLine({ problem: { code, pointer, detail, ratio, severity } }: { problem: Problem }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const colour = pointer.split('/').at(-1)!
  const text = code === 'low_contrast' ? word(t, `brand.contrast.${colour}`, detail, { ratio: format.number(ratio ?? 1) }) : word(t, `brandProblem.${code}`, detail)
  if (severity === 'error') return text
  return (
    <span className={classes.hint}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {text}
    </span>
  )
}

/** How letters and messages look in a brand that is being typed; what cannot be read yet leaves the last look standing. */
function useLook(values: Values) {
  const { t, i18n } = useTranslation('content')
  // The sample's words are the console's, so its footer has to be too.
  const locale = i18n.language
  const core = { headline: t('brand.sampleHeadline'), body: t('brand.sampleBody'), buttons: [{ label: t('brand.sampleButton'), url: 'https://example.com/' }] }
  const content: Content = { default_locale: locale, locales: { [locale]: { core } } }
  const brand = brandOf({ ...values, social: values.social.filter(({ url }) => url.trim()) })
  const [asked] = useDebouncedValue(JSON.stringify(brand), 400)
  const { data, error } = useQuery(previewQuery({ content, media: ['email', 'viber'], locale, brand: JSON.parse(asked) as Brand }))
  const [last, setLast] = useState<Preview>()
  if (data && data !== last) setLast(data)
  const refused = error instanceof ApiError && error.status === 422
  return {
    forms: last?.forms ?? [],
    problems: last?.brand_problems as Problem[] | undefined,
    unreadable: refused ? error.errors.map(({ pointer }) => fieldOf(pointer).replace(/^brand\./, '')) : [],
    error: refused ? null : error,
  }
}

type LookProps = { look: ReturnType<typeof useLook>; name: string; unsaved: boolean }

function Look({ look, name, unsaved }: LookProps) {
  const { t } = useTranslation('content')
  const letter = look.forms[0]?.form as { html?: string } | null | undefined
  const message = look.forms[1]?.form as Form | null | undefined
  return (
    <section className={classes.look} aria-labelledby="letter">
      <Group justify="space-between" mb={6}>
        <Text id="letter" fw={500}>
          {t('brand.preview')}
        </Text>
        <div role="status">{unsaved && <StatusBadge tone="neutral" label={t('brand.unsaved')} />}</div>
      </Group>
      {look.unreadable.length > 0 && (
        <span className={classes.hint}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          {t('brand.stale')}
        </span>
      )}
      <ErrorNote error={look.error} />
      {letter?.html ? <iframe className={classes.letter} sandbox="" title={t('brand.preview')} srcDoc={letter.html} /> : !look.error && <Skeleton height={320} />}
      {message && (
        <>
          <Text fw={500} mt="md" mb={6}>
            {t('brand.phone')}
          </Text>
          <div className={classes.phone}>
            <MessageFrame form={message} peer={name} />
          </div>
        </>
      )}
    </section>
  )
}
