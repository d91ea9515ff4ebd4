import { Alert, Button, Stack } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Sheet } from './sheet.tsx'

/** Shape Detection API, which TypeScript does not know yet. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> }
type Trouble = 'denied' | 'none' | 'broken'

const LOOK_EVERY_MS = 200

/** Browsers lend the camera over https and on this machine alone. */
export const canScan = (navigator as Partial<Pick<Navigator, 'mediaDevices'>>).mediaDevices !== undefined

/** The browser's own reader (Chrome on Android and macOS), which reads goods too; elsewhere one that reads QR codes, fetched for the first scan. */
async function newDetector(): Promise<Detector> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = own ? await own.getSupportedFormats() : []
  const wanted = ['qr_code', 'ean_13', 'code_128'].filter((format) => formats.includes(format))
  if (own && wanted.includes('qr_code')) return new own({ formats: wanted })
  const { BarcodeDetector } = await import('qr/decode.js')
  return new BarcodeDetector({ formats: ['qr_code'] })
}

/** What stands in the way, by the names of Media Capture and Streams, 10.2 and 10.6. */
function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : ''
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'broken'
}

/** The tablet's own camera as a scanner of QR cards. */
export function Scan({ open, onClose, onFound }: { open: boolean; onClose: () => void; onFound: (text: string) => void }) {
  const { t } = useTranslation('counter')
  return (
    <Sheet open={open} title={t('scan.title')} onClose={onClose}>
      <Camera onFound={onFound} onClose={onClose} />
    </Sheet>
  )
}

function Camera({ onFound, onClose }: { onFound: (text: string) => void; onClose: () => void }) {
  const { t } = useTranslation('counter')
  const video = useRef<HTMLVideoElement>(null)
  const found = useRef(onFound)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
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
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (over || !video.current) return stop()
      video.current.srcObject = stream
      await video.current.play()
      const detector = await newDetector()
      while (!over) {
        const [code] = await detector.detect(video.current)
        if (code?.rawValue && !over) return found.current(code.rawValue)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
    }
    void look().catch((error: unknown) => {
      stop()
      if (!over) setTrouble(troubleOf(error))
    })
    return () => {
      over = true
      stop()
    }
  }, [])
  if (trouble) {
    return (
      <Stack>
        <Alert color="yellow" icon={<IconCameraOff stroke={1.5} />} role="alert">
          {t(`scan.${trouble}`)}
        </Alert>
        <Button size="lg" variant="default" onClick={onClose}>
          {t('scan.type')}
        </Button>
      </Stack>
    )
  }
  // eslint-disable-next-line jsx-a11y/media-has-caption -- a live picture of a card has nothing to caption
  return <video ref={video} muted playsInline style={{ inlineSize: '100%', borderRadius: 'var(--mantine-radius-default)' }} aria-label={t('scan.title')} />
}
