import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Comparison } from './comparison.tsx'
import type { Where } from './rule.ts'
import classes from './segments.module.css'

const most = 10

type WheresProps = { /** Which event it is about, where there are two. */ of?: string; where: Where[] | undefined; onChange: (where: Where[] | undefined) => void }

/** What an event must say to count: its properties, each compared. */
export function Wheres({ of, where = [], onChange }: WheresProps) {
  const { t } = useTranslation('segments')
  const put = (next: Where[]) => onChange(next.length > 0 ? next : undefined)
  return (
    <>
      {where.map((one, index) => (
        <div key={index} className={classes.where}>
          <span>{of ? t('word.whereOf', { event: of }) : t('word.where')}</span>
          <TextInput size="xs" w={140} aria-label={t('property')} placeholder={t('property')} value={one.property} onChange={({ currentTarget: { value } }) => put(where.map((was, n) => (n === index ? { ...was, property: value } : was)))} maxLength={200} />
          <Comparison type="any" value={one} onChange={(change) => put(where.map((was, n) => (n === index ? { property: was.property, ...change } : was)))} />
          <ActionIcon size={28} aria-label={t('removeProperty')} onClick={() => put(where.filter((_, n) => n !== index))}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {where.length < most && (
        <Button variant="subtle" size="compact-xs" color="gray" leftSection={<IconPlus size={12} stroke={1.5} />} onClick={() => put([...where, { property: '', op: 'is', value: '' }])}>
          {of ? t('addPropertyOf', { event: of }) : t('addProperty')}
        </Button>
      )}
    </>
  )
}
