import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '../kit/toast.tsx'
import { discard, enqueue, type Wish } from './queue.ts'

/**
 * Writes by way of the queue, for a form: closes it when the write has arrived or is kept for later, and leaves it open
 * with the reason when the server refuses, so that whoever stands there can mend it.
 */
export function useRecord(onDone: () => void) {
  const { t } = useTranslation('counter')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const record = async (wish: Wish, done: string): Promise<void> => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const outcome = await enqueue(wish)
      if (outcome.state === 'refused') {
        discard(outcome.key)
        setProblem(outcome.error)
        return
      }
      toast(outcome.state === 'sent' ? done : t('kept'))
      onDone()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return { record, busy, problem }
}
