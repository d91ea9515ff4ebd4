/** Exit codes after sysexits.h, where it has one that fits. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unavailable: 69, no_permission: 77, config: 78 } as const

export class CliError extends Error {
  readonly exit: number
  constructor(message: string, exit: number = EXIT.failed) {
    super(message)
    this.exit = exit
  }
}

/** A bar on a terminal, a line now and then elsewhere, nothing with --json. */
export function progressBar(json: boolean) {
  let last = 0
  return {
    show(done: number, total: number, words: string) {
      if (json) return
      const share = total > 0 ? Math.min(1, done / total) : 0
      const filled = Math.round(share * 30)
      const line = `${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${String(Math.floor(share * 100)).padStart(3)} %  ${words}`
      if (process.stderr.isTTY) process.stderr.write(`\r${line}\u001B[K`)
      else if (Date.now() - last > 2000 || share === 1) {
        last = Date.now()
        process.stderr.write(`${line}\n`)
      }
    },
    end() {
      if (!json && process.stderr.isTTY) process.stderr.write('\n')
    },
  }
}

export function print(json: boolean, value: unknown, words: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : words}\n`)
}

type Answer = { status: number; body: unknown }

/** The body of a successful answer; a problem becomes an error with the server's own sentence and places. */
export function expect<T>({ status, body }: Answer): T {
  if (status < 400) return body as T
  const problem = body as { detail?: string; errors?: { pointer: string; detail: string; hint?: string }[] } | null
  const places = (problem?.errors ?? []).map((error) => `\n  ${error.pointer}: ${error.detail}${error.hint ? ` ${error.hint}` : ''}`).join('')
  throw new CliError(`${problem?.detail ?? `The server answered ${status}.`}${places}`, status === 401 || status === 403 ? EXIT.no_permission : EXIT.failed)
}
