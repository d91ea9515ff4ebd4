import { createKeyPair, createWorkspace, isSetUp, setUp } from '../accounts/index.ts'
import { SEEDS } from '../app.ts'
import { randomToken } from '../platform/ids.ts'
import { openLocal } from './local.ts'
import { CliError, EXIT, print } from './output.ts'

export type SetupFlags = { email?: string; workspace?: string; country?: string; name?: string; password?: string; json?: boolean }

/** Makes the first workspace, or a further one of the same owner, with the server running or before its first start. */
export async function setup(flags: SetupFlags): Promise<void> {
  const { email, workspace: company, country } = flags
  if (!email || !company || !country) throw new CliError('Usage: npx carillon setup --email E --workspace W --country UA [--name N] [--password P] [--json]', EXIT.usage)
  const local = await openLocal()
  try {
    const { house } = local
    const generated = flags.password ? undefined : randomToken(16)
    const made = (await isSetUp(house))
      ? await again(house, email, company, country)
      : await setUp(house, { name: flags.name ?? email.split('@')[0]!, email, password: flags.password ?? generated!, company, country }, SEEDS)
    const keys = await createKeyPair(house, made.workspace.id, made.user_id)
    const answer = { base_url: house.config.public_url, workspace_id: made.workspace.id, ...keys }
    if (generated && !('existing' in made)) process.stderr.write(`Sign in as ${email} with the password ${generated} (it is shown this once).\n`)
    print(flags.json ?? false, answer, Object.entries(answer).map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n'))
  } finally {
    await local.close()
  }
}

async function again(house: Parameters<typeof createWorkspace>[0], email: string, company: string, country: string) {
  const user = await house.db.system.selectFrom('auth.user').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst()
  if (!user) throw new CliError(`This installation is set up already, and ${email} has no account in it. Use an owner's address, or invite this person from the console.`)
  return { workspace: await createWorkspace(house, user.id, { company, country }, SEEDS), user_id: user.id, existing: true }
}
