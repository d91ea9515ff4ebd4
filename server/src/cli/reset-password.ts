import { resetPasswordOf } from '../accounts/index.ts'
import { openLocal } from './local.ts'
import { print } from './output.ts'

/** The way back in for whoever runs the server, with the server running or not: a link for a new password. */
export async function resetPassword(flags: { email?: string; json?: boolean }): Promise<void> {
  const local = await openLocal()
  try {
    const { email, url, expires_at } = await resetPasswordOf(local.house, flags.email)
    print(flags.json ?? false, { email, url, expires_at }, `A new password for ${email}, once, until ${expires_at.toISOString()}:\n${url}`)
  } finally {
    await local.close()
  }
}
