export type Happened = { type: string; source: string; properties: Record<string, unknown> & { $context?: Record<string, unknown> } }
export type Profile = { id: string; person_id: string; name: string | null; traits: Record<string, unknown>; companies: { external_id: string; name: string | null }[]; devices: { user_agent: string | null }[]; identities: { kind: string; value: string }[] }

/** What the public API says of people: the judge of what the clients sent. */
export function profilesOf(url: string, secret_key: string) {
  async function get<T>(path: string): Promise<T | undefined> {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${secret_key}` } })
    if (answer.status === 404) return undefined
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const list = async <T>(path: string) => (await get<{ data: T[] }>(path))?.data ?? []
  return {
    list,
    by: (kind: string, value: string) => get<Profile>(`/v1/contacts/by/${kind}/${encodeURIComponent(value)}`),
    // What clients told, and not what rules of the house conclude from it a moment later.
    events: async (contact_id: string) => (await list<Happened>(`/v1/events?limit=500&contact_id=${contact_id}`)).filter(({ type }) => !type.startsWith('stage.')),
    merges: (contact_id: string) => list<{ reason: string; value: string | null; contacts: string[] }>(`/v1/contacts/${contact_id}/merges`),
  }
}
export type Profiles = ReturnType<typeof profilesOf>

/** Waits until what was read is what is meant, and says what it was when it never is. */
export async function until<T>(read: () => Promise<T>, done: (value: T) => boolean, ms = 60_000): Promise<T> {
  for (const end = Date.now() + ms; ;) {
    const value = await read()
    if (done(value)) return value
    if (Date.now() > end) throw new Error(`not in ${ms} ms: ${JSON.stringify(value)?.slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The events of one who has an identity, once there are so many; all are given, so that one too many is seen as well. */
export async function heard(profiles: Profiles, kind: string, value: string, at_least: number): Promise<{ profile: Profile; events: Happened[] }> {
  const read = async () => {
    const profile = await profiles.by(kind, value)
    return profile && { profile, events: await profiles.events(profile.id) }
  }
  return (await until(read, (found) => (found?.events.length ?? 0) >= at_least))!
}
