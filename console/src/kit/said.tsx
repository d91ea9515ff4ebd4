import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { word } from '../i18n/word.ts'

/** Something that the server says: a code for the general case, and an English sentence that names the values. */
export type Said = { code: string; detail: string; hint?: string | null }

/**
 * The same in the reader's language. In English the server's own sentence says it best; in other languages the catalogue's
 * does, and `server` is the sentence to show beneath it where that quotes something: a name, an address, a word of a file.
 */
export function useSaid(): (said: Said) => { words: string; remedy: string; server: string | null } {
  const { t, i18n } = useTranslation('problems')
  return ({ code, detail, hint }) => {
    const server = [detail, hint].filter(Boolean).join(' ')
    const words = word(t, `problem.${code}`, '')
    if (!words || (i18n.language === 'en' && server)) return { words: server || code, remedy: '', server: null }
    return { words, remedy: word(t, `remedy.${code}`, ''), server: i18n.language !== 'en' && /["“]|\d/.test(detail) ? detail : null }
  }
}

/** The server's own sentence under ours. */
export function ServerWords({ children }: { children: string | null | undefined }) {
  if (!children) return null
  return (
    <Text span display="block" size="xs" c="dimmed" lang="en" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  )
}

/** What a provider wrote, in whichever language it did. */
export function ProviderText({ children }: { children: string }) {
  return <q style={{ overflowWrap: 'anywhere' }}>{children}</q>
}

/** Codes after which stands what the provider answered; after the others stands what the system said of it, in English. */
const answers = new Set(['answered', 'part_refused', 'lookup_unclear'])

/** Why a hand-over ended so: in our words where they are ours, and quoted only what its provider said. */
export function HandOverDetail({ children }: { children: string }) {
  const { t } = useTranslation('kit')
  const [, code = '', rest] = /^carillon:([a-z_]+)(?: ([^]*))?$/.exec(children) ?? []
  const words = code && word(t, `ours.${code}`, '')
  if (!words) return <ProviderText>{children}</ProviderText>
  return (
    <>
      {words}
      {rest && answers.has(code) && (
        <>
          {': '}
          <ProviderText>{rest}</ProviderText>
        </>
      )}
      {rest && !answers.has(code) && <ServerWords>{rest}</ServerWords>}
    </>
  )
}

export function SaidWords({ said }: { said: Said }) {
  const { words, remedy, server } = useSaid()(said)
  return (
    <>
      {words}
      {remedy && (
        <Text span display="block" inherit>
          {remedy}
        </Text>
      )}
      <ServerWords>{server}</ServerWords>
    </>
  )
}
