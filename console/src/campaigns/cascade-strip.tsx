import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconArrowRight, IconChevronDown, IconChevronLeft, IconChevronRight, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'
import { MediumIcon, useMediumName } from '../kit/medium.tsx'
import { announce } from '../shell/live-region.tsx'
import classes from './cascade-strip.module.css'
import { type CascadeStep, cascadesQuery, type Rehearsal } from './queries.ts'
import { StepEditor } from './step-editor.tsx'
import { useDuration, usePeople } from './words.ts'
import frame from './window.module.css'

type CascadeStripProps = { className?: string | undefined; steps: CascadeStep[]; rehearsal?: Rehearsal | undefined; onChange: (steps: CascadeStep[]) => void }

/** The ways a message tries, in order: each with what counts as success and how long it is waited for. */
export function CascadeStrip({ className, steps, rehearsal, onChange }: CascadeStripProps) {
  const { t } = useTranslation('campaigns')
  const { data: ready } = useQuery(cascadesQuery)
  const [editing, setEditing] = useState<number | null>(null)
  const mediumName = useMediumName()
  const format = useFormat()
  const people = usePeople()
  const duration = useDuration()
  const nameOf = ({ media }: CascadeStep) => format.list(media.map(mediumName))
  const move = (from: number, by: 1 | -1) => {
    const next = [...steps]
    const [step] = next.splice(from, 1)
    next.splice(from + by, 0, step!)
    onChange(next)
    announce(t('cascade.moved', { name: nameOf(step!), place: from + by + 1 }))
  }
  const add = () => {
    onChange([...steps, { media: ['sms'], success: 'delivered', within_s: 3600 }])
    setEditing(steps.length)
  }
  return (
    <section className={className} aria-labelledby="cascade">
      <div className={frame.head}>
        <h2 id="cascade">{t('cascade.title')}</h2>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
              {t('cascade.ready')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(ready?.data ?? []).map((cascade) => (
              <Menu.Item key={cascade.id} onClick={() => onChange(cascade.steps)}>
                {cascade.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <ol className={classes.steps}>
        {steps.map((step, index) => {
          const figures = rehearsal?.steps[index]
          return (
            <li key={index} className={classes.item}>
              {index > 0 && <IconArrowRight size={18} stroke={1.5} aria-hidden className="flips" />}
              <div className={classes.step}>
                <div className={classes.media}>
                  {step.media.map((medium) => (
                    <MediumIcon key={medium} medium={medium} withName />
                  ))}
                </div>
                <Text size="xs" c="dimmed">
                  {t(`cascade.until.${step.success}`, { time: duration(step.within_s) })}
                </Text>
                {figures && (
                  <div className={classes.figures}>
                    {t('cascade.expected', { people: people(Math.round(figures.expected)), price: format.money(figures.price_micro, rehearsal?.currency) })}
                  </div>
                )}
                <div className={classes.buttons}>
                  <ActionIcon size={28} aria-label={t('cascade.edit', { name: nameOf(step) })} onClick={() => setEditing(index)}>
                    <IconPencil size={16} stroke={1.5} />
                  </ActionIcon>
                  <ActionIcon size={28} disabled={index === 0} aria-label={t('cascade.earlier', { name: nameOf(step) })} onClick={() => move(index, -1)}>
                    <IconChevronLeft size={16} stroke={1.5} className="flips" />
                  </ActionIcon>
                  <ActionIcon size={28} disabled={index === steps.length - 1} aria-label={t('cascade.later', { name: nameOf(step) })} onClick={() => move(index, 1)}>
                    <IconChevronRight size={16} stroke={1.5} className="flips" />
                  </ActionIcon>
                  <ActionIcon
                    size={28}
                    disabled={steps.length === 1}
                    aria-label={t('cascade.remove', { name: nameOf(step) })}
                    onClick={() => onChange(steps.filter((_, at) => at !== index))}
                  >
                    <IconTrash size={16} stroke={1.5} />
                  </ActionIcon>
                </div>
              </div>
            </li>
          )
        })}
        <li className={classes.item}>
          <Group>
            <Button variant="subtle" leftSection={<IconPlus size={16} stroke={1.5} />} disabled={steps.length >= 20} onClick={add}>
              {t('cascade.add')}
            </Button>
          </Group>
        </li>
      </ol>
      {editing !== null && steps[editing] && (
        <StepEditor
          step={steps[editing]}
          onClose={() => setEditing(null)}
          onChange={(step) => {
            onChange(steps.map((one, at) => (at === editing ? step : one)))
            setEditing(null)
          }}
        />
      )}
    </section>
  )
}
