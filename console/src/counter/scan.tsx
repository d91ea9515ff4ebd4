import { Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet } from './sheet.tsx'

/** Shape Detection API, which TypeScript does not know yet: in Chrome on Android and macOS. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
const DetectorClass = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector }).BarcodeDetector
const LOOK_EVERY_MS = 200

export const canScan = DetectorClass !== undefined && navigator.mediaDevices !== undefined

/** The tablet's own camera as a scanner of QR cards. */
export function Scan({ open, onClose, onFound }: { open: boolean; onClose: () => void; onFound: (text: string) => void }) {
  const { t } = useTranslation('counter')
  return (
    <Sheet open={open} title={t('scan.title')} onClose={onClose}>
      <Camera onFound={onFound} />
    </Sheet>
  )
}

function Camera({ onFound }: { onFound: (text: string) => void }) {
  const { t } = useTranslation('counter')
  const video = useRef<HTMLVideoElement>(null)
  const found = useRef(onFound)
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    found.current = onFound
  }, [onFound])
  useEffect(() => {
    let over = false
    let stream: MediaStream | undefined
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const look = async () => {
      const detector = new DetectorClass!({ formats: ['qr_code', 'ean_13', 'code_128'] })
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (over || !video.current) return stop()
      video.current.srcObject = stream
      await video.current.play()
      while (!over) {
        const [code] = await detector.detect(video.current)
        if (code?.rawValue) return found.current(code.rawValue)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
    }
    void look().catch(() => {
      if (!over) setRefused(true)
    })
    return () => {
      over = true
      stop()
    }
  }, [])
  if (refused) return <Text role="alert">{t('scan.refused')}</Text>
  // eslint-disable-next-line jsx-a11y/media-has-caption -- a live picture of a card has nothing to caption
  return <video ref={video} muted playsInline style={{ inlineSize: '100%', borderRadius: 'var(--mantine-radius-default)' }} aria-label={t('scan.title')} />
}
