export type ConsentState = 'opted_in' | 'opted_out'

export type ConsentRow = {
  contact_id: string
  medium: string
  topic_id: string
  state: ConsentState
  at: Date
  source: string
  proof: Record<string, unknown>
  /** Said twice already, or by the person on a channel of their own. */
  confirmed?: boolean
}

/** A row with its place in the ledger, and the sentence that was said yes or no to, where the proof has it. */
export type Entry = ConsentRow & { id: string; text_id: string | null }
