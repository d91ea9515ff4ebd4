import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { media, MediumIcon, preferred, useMediumName } from '../kit/medium.tsx'
import { type CascadeStep, type StepMedium, stepChoicesQuery } from './queries.ts'
import { nearest, provableBy } from './step-success.ts'

const units = { minute: 60, hour: 3600, day: 86_400 } as const
type Unit = keyof typeof units

const unitOf = (seconds: number): Unit => (seconds % units.day === 0 ? 'day' : seconds % units.hour === 0 ? 'hour' : 'minute')

/** One step: by which media at once, until when it counts as done, and how long that is waited for. */
export function StepEditor({ step, onChange, onClose }: { step: CascadeStep; onChange: (step: CascadeStep) => void; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const { t: tKit } = useTranslation('kit')
  const name = useMediumName()
  const [draft, setDraft] = useState(step)
  const [unit, setUnit] = useState<Unit>(unitOf(step.within_s))
  const amount = draft.within_s / units[unit]
  const { data: choices } = useQuery(stepChoicesQuery)
  const provable = provableBy(draft.media, choices?.data ?? [])
  const success = nearest(draft.success, provable)
  const tick = (medium: StepMedium) =>
    setDraft({ ...draft, media: draft.media.includes(medium) ? draft.media.filter((one) => one !== medium) : [...draft.media, medium] })
  return (
    <Modal opened onClose={onClose} title={t('step.title')} closeButtonProps={{ 'aria-label': tKit('close') }}>
      <Stack>
        <Checkbox.Group label={t('step.media')} description={t('step.mediaMeans')} value={draft.media} error={draft.media.length ? undefined : t('step.mediaNeeded')}>
          <Stack gap={8} mt={8}>
            {[preferred, ...media].map((medium) => (
              <Group key={medium} gap={8} wrap="nowrap" align="flex-start">
                <Checkbox value={medium} label={name(medium)} description={medium === preferred ? t('step.preferredMeans') : undefined} onChange={() => tick(medium as StepMedium)} />
                <MediumIcon medium={medium} size={16} />
              </Group>
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={t('step.success')}
          allowDeselect={false}
          value={success}
          onChange={(value) => value && setDraft({ ...draft, success: value as CascadeStep['success'] })}
          data={provable.map((value) => ({ value, label: t(`step.successKind.${value}`) }))}
        />
        <Group align="flex-end" gap={8} wrap="nowrap">
          <NumberInput
            label={t('step.within')}
            flex={1}
            min={1}
            max={Math.floor((30 * units.day) / units[unit])}
            value={amount}
            onChange={(value) => typeof value === 'number' && value > 0 && setDraft({ ...draft, within_s: Math.max(30, Math.round(value * units[unit])) })}
          />
          <Select
            aria-label={t('step.unit')}
            w={140}
            allowDeselect={false}
            value={unit}
            onChange={(value) => {
              if (!value) return
              setUnit(value as Unit)
              setDraft({ ...draft, within_s: Math.min(30 * units.day, Math.max(1, Math.round(amount)) * units[value as Unit]) })
            }}
            data={(Object.keys(units) as Unit[]).map((value) => ({ value, label: t(`step.units.${value}`) }))}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {tKit('cancel')}
          </Button>
          <Button disabled={draft.media.length === 0} onClick={() => onChange({ ...draft, success })}>
            {t('step.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
