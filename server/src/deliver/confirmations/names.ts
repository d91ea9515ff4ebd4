import type { SystemTx } from '../../platform/database/index.ts'
import { textIn, wordsFor } from '../links/index.ts'
import { confirmationWords } from './words.ts'

/** What a yes is for, in words of the person's language: the topic as the company calls it there, and the medium. */
export async function namesOf(tx: SystemTx, asked: { workspace_id: string; medium: string; topic_id: string }, locale: string): Promise<{ topic: string; medium: string }> {
  const { lang, media } = wordsFor(locale)
  const row = asked.topic_id === '*' ? undefined : await tx.selectFrom('topic').select('name').where('workspace_id', '=', asked.workspace_id).where('id', '=', asked.topic_id).executeTakeFirst()
  const name = row?.name as Record<string, string> | undefined
  return { topic: textIn(name ?? {}, lang) || confirmationWords(locale).all, medium: asked.medium === '*' ? confirmationWords(locale).any : media[asked.medium] ?? asked.medium }
}
