import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingsPage } from '../accounts/settings/settings-page.tsx'
import { useCan } from '../accounts/session.ts'
import { word } from '../i18n/word.ts'
import { DataTable } from '../kit/data-table.tsx'
import { MediumIcon } from '../kit/medium.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { StatusBadge, type Tone } from '../kit/status-badge.tsx'
import { wholeTable } from '../kit/table.ts'
import classes from './connections.module.css'
import { PriceForm } from './price-form.tsx'
import { Prices } from './prices.tsx'
import { type Price, type Sender, sendersQuery } from './queries.ts'
import { every, usePlaces } from './scopes.ts'
import { SenderForm } from './sender-form.tsx'

const tones: Record<Sender['state'], Tone> = { requested: 'waiting', approved: 'good', refused: 'failed' }

/** Who messages come from in each country, and what they cost. */
export function SendersAndPrices() {
  const { t } = useTranslation('connections')
  const mayWrite = useCan('connections:write')
  const [sender, setSender] = useState<Sender | 'new' | null>(null)
  const [price, setPrice] = useState<Price | 'new' | null>(null)
  return (
    <SettingsPage
      title={t('senders.title')}
      note={t('senders.note')}
      action={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setSender('new')}>
            {t('senders.add')}
          </Button>
        )
      }
    >
      <Senders onOpen={mayWrite ? setSender : undefined} />
      <section className={classes.section} aria-labelledby="prices">
        <div className={classes.sectionHead}>
          <h2 id="prices" className={classes.heading}>
            {t('prices.title')}
          </h2>
          {mayWrite && (
            <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setPrice('new')}>
              {t('prices.add')}
            </Button>
          )}
        </div>
        <Text c="dimmed" mb={8}>
          {t('prices.note')}
        </Text>
        <Prices onOpen={mayWrite ? setPrice : undefined} />
      </section>
      <SidePanel open={sender !== null} title={t('senders.one')} onClose={() => setSender(null)}>
        {sender && <SenderForm sender={sender === 'new' ? null : sender} onClose={() => setSender(null)} />}
      </SidePanel>
      <SidePanel open={price !== null} title={t('prices.one')} onClose={() => setPrice(null)}>
        {price && <PriceForm price={price === 'new' ? null : price} onClose={() => setPrice(null)} />}
      </SidePanel>
    </SettingsPage>
  )
}

function Senders({ onOpen }: { onOpen: ((sender: Sender) => void) | undefined }) {
  const { t } = useTranslation('connections')
  const { nameOf } = usePlaces()
  const table = wholeTable(useQuery(sendersQuery))
  return (
    <DataTable
      label={t('senders.title')}
      table={table}
      rowId={({ id }) => id}
      rowName={({ address }) => address}
      {...(onOpen ? { onOpen } : {})}
      empty={<Text c="dimmed">{t('senders.empty')}</Text>}
      columns={[
        {
          id: 'address',
          header: t('senders.address'),
          cell: ({ address, display_name, opt_out }) => (
            <>
              <bdi>{address}</bdi>
              <Text span display="block" size="xs" c="dimmed">
                {[display_name, opt_out].filter(Boolean).join(' · ')}
              </Text>
            </>
          ),
        },
        { id: 'medium', header: t('medium'), cell: ({ medium }) => <MediumIcon medium={medium} withName size={16} /> },
        { id: 'country', header: t('country'), cell: ({ country }) => nameOf(country) },
        { id: 'kind', header: t('kind'), cell: (sender) => word(t, `class.${sender.class === every ? 'every' : sender.class}`, sender.class) },
        { id: 'state', header: t('senders.state'), cell: ({ state }) => <StatusBadge tone={tones[state]} label={t(`senders.${state}`)} /> },
      ]}
    />
  )
}
