import { useTranslation } from 'react-i18next'
import { mediumGlyphs, type Medium, useMediumName } from '../kit/medium.tsx'
import classes from './frame.module.css'
import { Rich } from './rich.tsx'

/** What one person gets on one medium, as the server renders it. Which fields there are depends on the medium. */
export type Form = {
  medium: Medium
  subject?: string
  preheader?: string
  html?: string
  text?: string
  title?: string
  body?: string
  url?: string
  picture_url?: string
  buttons?: { label: string; url: string }[]
}

export type MessageFrameProps = {
  form: Form
  /** Who it is from, or to: stands in the bar of the device. */
  peer?: string | undefined
  large?: boolean
  /** The sign that makes an SMS Unicode. */
  markAt?: number | undefined
}

/** What scrolls and has nothing to focus inside must itself be reachable by the keyboard. */
const scrolls = { tabIndex: 0 }

/** The device of one person with the message on it, exactly as it was rendered. A letter cannot run scripts or reach the console. */
export function MessageFrame({ form, peer, large, markAt }: MessageFrameProps) {
  const { t } = useTranslation('sandbox')
  const name = useMediumName()(form.medium)
  const Glyph = mediumGlyphs[form.medium]
  return (
    <section className={classes.device} data-large={large || undefined} aria-label={t('frame.label', { medium: name })}>
      <div className={classes.bar}>
        <Glyph size={16} stroke={1.5} aria-hidden />
        <span>{peer ?? name}</span>
      </div>
      {form.medium === 'email' ? (
        <>
          <div className={classes.subject}>
            {form.subject}
            {form.preheader && <div className={classes.preheader}>{form.preheader}</div>}
          </div>
          <div className={classes.letter}>
            <iframe sandbox="" srcDoc={form.html ?? ''} title={t('frame.letter', { subject: form.subject })} />
          </div>
        </>
      ) : form.medium === 'push' ? (
        <div className={`${classes.screen} ${classes.lock}`} {...scrolls} role="group" aria-label={t('frame.screen', { medium: name })}>
          <div className={classes.notification}>
            <strong>{form.title}</strong>
            {form.body}
            {form.picture_url && <img src={form.picture_url} alt="" />}
          </div>
        </div>
      ) : (
        <div className={classes.screen} {...scrolls} role="group" aria-label={t('frame.screen', { medium: name })}>
          <div className={classes.bubble}>
            {form.picture_url && <img src={form.picture_url} alt="" />}
            <div className={classes.words}>
              {form.medium === 'sms' && markAt !== undefined && form.text ? (
                <>
                  {form.text.slice(0, markAt)}
                  <mark>{form.text.slice(markAt, markAt + 1)}</mark>
                  {form.text.slice(markAt + 1)}
                </>
              ) : (
                <Rich medium={form.medium} text={form.text ?? ''} html={form.html} />
              )}
            </div>
            {(form.buttons?.length ?? 0) > 0 && (
              <div className={classes.buttons}>
                {form.buttons!.map(({ label }, index) => (
                  <span key={index}>{label}</span>
                ))}
              </div>
            )}
          </div>
        </div>
      )}
    </section>
  )
}
