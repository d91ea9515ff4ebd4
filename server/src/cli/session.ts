export type Answer = { status: number; body: unknown }
export type Call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown, raw?: { file: NodeJS.ReadableStream; type: string }) => Promise<Answer>
export type Session = { call: Call; close(): Promise<void> }

/** Speaks to a server anywhere, with its key. */
export function remoteSession(url: string, key: string): Session {
  return {
    async call(method, path, body, raw) {
      const answer = await fetch(new URL(path, url), {
        method, headers: { authorization: `Bearer ${key}`, ...(raw ? { 'content-type': raw.type } : body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(raw ? { body: raw.file as unknown as ReadableStream, duplex: 'half' } : body === undefined ? {} : { body: JSON.stringify(body) }),
      } as RequestInit)
      const text = await answer.text()
      return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : null }
    },
    close: async () => undefined,
  }
}
