import { ActionIcon } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import classes from './counter.module.css'

/** How many: two buttons that a thumb hits. */
export function Quantity({ value, min, max, name, onChange }: { value: number; min: number; max: number; name: string; onChange: (next: number) => void }) {
  const { t } = useTranslation('counter')
  const format = useFormat()
  return (
    <div className={classes.quantity} role="group" aria-label={t('quantity.of', { name })}>
      <ActionIcon variant="default" size={44} aria-label={t('quantity.less')} disabled={value <= min} onClick={() => onChange(value - 1)}>
        <IconMinus size={18} stroke={1.5} />
      </ActionIcon>
      <output className="tabular">{format.number(value)}</output>
      <ActionIcon variant="default" size={44} aria-label={t('quantity.more')} disabled={value >= max} onClick={() => onChange(value + 1)}>
        <IconPlus size={18} stroke={1.5} />
      </ActionIcon>
    </div>
  )
}
