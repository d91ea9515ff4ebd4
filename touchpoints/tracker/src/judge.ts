export type Verdict = 'done' | 'dropped' | { again_ms: number }

const FIRST_MS = 1000
const MOST_MS = 300_000
/** 4xx that pass, and 5xx that never will. */
const PASSING = [408, 410, 429, 460]
const FINAL = [501, 505, 511]

/** How long to wait after so many failures in a row: doubled each time, and scattered so that a thousand browsers do not come back at once. */
const backOff = (failures: number, random: number) => Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20)) * (0.5 + random / 2)

/** What becomes of a batch by its answer. `status` 0 is no answer; `failures` counts this one; `retry_after` is the header, in seconds. */
export function judge(status: number, retry_after: string | null, failures: number, random: number): Verdict {
  if (status >= 200 && status < 400) return 'done'
  if (FINAL.includes(status) || (status >= 400 && status < 500 && !PASSING.includes(status))) return 'dropped'
  const told = Number(retry_after) * 1000
  return { again_ms: told > 0 ? Math.min(told, MOST_MS) : backOff(failures, random) }
}
