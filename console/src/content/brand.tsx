import { ActionIcon, Alert, Button, ColorInput, Group, Select, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { paths } from '@carillon/sdk'
import { useCan, useWorkspace } from '../accounts/session.ts'
import { request } from '../api.ts'
import { type Content, previewQuery } from '../campaigns/queries.ts'
import { word } from '../i18n/word.ts'
import { ErrorNote, ErrorState } from '../kit/error-state.tsx'
import { useForm } from '../kit/form.ts'
import { toast } from '../kit/toast.tsx'
import { ContentPage } from './content-page.tsx'
import classes from './content.module.css'

type Answer = paths['/v1/brand']['get']['responses'][200]['content']['application/json']
type Brand = Answer['brand']
type Problem = { code: string; severity: string; detail: string; ratio?: number }
type Social = Brand['social'][number]

const colours = ['primary', 'button_text', 'background', 'text'] as const
const networks: Social['kind'][] = ['facebook', 'instagram', 'telegram', 'viber', 'whatsapp', 'youtube', 'tiktok', 'linkedin', 'x', 'vk', 'wechat', 'website']
const anyLink = 'https://'
const brandKey = ['brand']

/** The look and tone that all channels share; a letter beside it shows them. */
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
  const { brand, problems } = answer
  const form = useForm({ logo_url: '', icon_url: '', tone: '', ...brand }, async ({ logo_url, icon_url, tone, ...rest }) => {
    const optional = Object.fromEntries(Object.entries({ logo_url, icon_url, tone }).filter(([, value]) => value.trim()))
    const next = await request<Answer>('PUT', '/v1/brand', { body: { ...rest, ...optional } })
    client.setQueryData(brandKey, next)
    await client.invalidateQueries({ queryKey: ['templates', 'preview'] })
    toast(t('brand.saved'))
  })
  const { social } = form.values
  const setSocial = (index: number, change: Partial<Social>) => form.set('social', social.map((one, n) => (n === index ? { ...one, ...change } : one)))
  return (
    <div className={classes.editor}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          <ErrorNote error={form.problem} />
          {(problems as Problem[]).map((problem, index) => (
            <Alert key={index} color={problem.severity === 'error' ? 'red' : 'amber'} icon={<IconAlertTriangle stroke={1.5} />}>
              {word(t, `brandProblem.${problem.code}`, problem.detail)}
            </Alert>
          ))}
          <TextInput {...form.text('name')} label={t('brand.name')} required disabled={!mayWrite} />
          <TextInput {...form.text('logo_url')} label={t('brand.logo')} placeholder={anyLink} disabled={!mayWrite} />
          <TextInput {...form.text('icon_url')} label={t('brand.icon')} placeholder={anyLink} disabled={!mayWrite} />
          <div className={classes.colours}>
            {colours.map((colour) => (
              <ColorInput key={colour} label={t(`brand.colour.${colour}`)} format="hex" value={form.values.colours[colour]} error={form.error(`colours.${colour}`)} disabled={!mayWrite} onChange={(value) => form.set('colours', { ...form.values.colours, [colour]: value })} popoverProps={{ withinPortal: true }} eyeDropperButtonProps={{ 'aria-label': t('brand.pick') }} />
            ))}
          </div>
          <TextInput {...form.text('font_family')} label={t('brand.font')} description={t('brand.fontMeans')} disabled={!mayWrite} />
          <Textarea {...form.text('footer_text')} label={t('brand.footer')} autosize minRows={2} disabled={!mayWrite} />
          <TextInput {...form.text('postal_address')} label={t('brand.address')} description={t('brand.addressMeans')} disabled={!mayWrite} />
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
      <Letter />
    </div>
  )
}

/** A letter as the saved brand dresses it. */
function Letter() {
  const { t } = useTranslation('content')
  const workspace = useWorkspace()
  const locale = workspace?.default_locale ?? 'en'
  const core = { headline: t('brand.sampleHeadline'), body: t('brand.sampleBody'), buttons: [{ label: t('brand.sampleButton'), url: 'https://example.com/' }] }
  const content: Content = { default_locale: locale, locales: { [locale]: { core } } }
  const { data, error } = useQuery(previewQuery({ content, media: ['email'], locale }))
  const form = data?.forms[0]?.form as { html?: string } | null | undefined
  return (
    <section aria-labelledby="letter">
      <Text id="letter" fw={500} mb={6}>
        {t('brand.preview')}
      </Text>
      <ErrorNote error={error} />
      {form?.html ? <iframe className={classes.letter} sandbox="" title={t('brand.preview')} srcDoc={form.html} /> : !error && <Skeleton height={320} />}
    </section>
  )
}
