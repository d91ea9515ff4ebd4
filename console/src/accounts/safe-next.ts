/** Only a place of our own: `next` comes from the address bar, where anybody may have put anything. */
export function safeNext(next: string | undefined): string {
  const inside = next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in')
  return inside ? next : '/'
}
