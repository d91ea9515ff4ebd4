import { Group, Progress, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'

export type ProgressBarProps = {
  label: string
  done: number
  total: number
  /** What is counted, in words, instead of "120 of 3,000". */
  text?: string
}

const everyMs = 5000

/** Says `text` at most every five seconds, and always the last one. */
function useCalmly(text: string, finished: boolean): string {
  const [spoken, setSpoken] = useState(text)
  const last = useRef(0)
  useEffect(() => {
    const wait = finished ? 0 : Math.max(0, last.current + everyMs - Date.now())
    const timer = setTimeout(() => {
      last.current = Date.now()
      setSpoken(text)
    }, wait)
    return () => clearTimeout(timer)
  }, [text, finished])
  return spoken
}

export function ProgressBar({ label, done, total, text }: ProgressBarProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const share = total > 0 ? Math.min(1, done / total) : 0
  const words = text ?? t('progress.of', { done: format.number(done), total: format.number(total) })
  const spoken = useCalmly(`${label}: ${words}`, total > 0 && done >= total)
  return (
    <div>
      <Group justify="space-between" gap={8} mb={4}>
        <Text fw={600}>{label}</Text>
        <Text c="dimmed" className="tabular">
          {words}
        </Text>
      </Group>
      <Progress value={share * 100} aria-label={label} size={8} />
      <div aria-live="polite" className="visually-hidden">
        {spoken}
      </div>
    </div>
  )
}
