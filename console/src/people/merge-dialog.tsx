import { Modal } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from '../kit/toast.tsx'
import { FindPerson } from './find-person.tsx'
import { MergeForm } from './merge-form.tsx'

type MergeDialogProps = { open: boolean; onClose: () => void; contactId: string; otherId?: string | undefined }

/** Makes two people one: whom, what it would make, and the word to do it. */
export function MergeDialog({ open, onClose, ...sides }: MergeDialogProps) {
  const { t } = useTranslation('people')
  const { t: kit } = useTranslation('kit')
  return (
    <Modal opened={open} onClose={onClose} size="xl" title={t('mergeTitle')} closeButtonProps={{ 'aria-label': kit('close') }}>
      {open && <Steps {...sides} onClose={onClose} />}
    </Modal>
  )
}

function Steps({ contactId, otherId, onClose }: Omit<MergeDialogProps, 'open'>) {
  const { t } = useTranslation('people')
  const router = useRouter()
  const [other, setOther] = useState(otherId)
  const [swapped, setSwapped] = useState(false)
  if (!other) return <FindPerson except={contactId} onFound={setOther} />
  const [stays, joins] = swapped ? [other, contactId] : [contactId, other]
  const done = () => {
    onClose()
    toast(t('done'))
    // The one who joined is shown as the person from now on; the list of duplicates stays where it is.
    if (!otherId || router.state.location.pathname.endsWith(joins)) router.history.push(`/contacts/${stays}`)
  }
  return <MergeForm stays={stays} joins={joins} onSwap={() => setSwapped(!swapped)} onAnother={otherId ? undefined : () => setOther(undefined)} onClose={onClose} onDone={done} />
}
