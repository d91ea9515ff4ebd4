import pg from 'pg'
import type { House } from '../../platform/house.ts'

export const MIN_PASSWORD = 10

/**
 * better-auth keeps users, sessions and credentials in the schema `auth`; workspaces and membership are ours. It is read
 * when somebody first signs in: a fifth of a start otherwise.
 */
export async function makeAuth(house: Pick<House, 'config' | 'db' | 'secrets'>) {
  const { betterAuth } = await import('better-auth')
  const pool = new pg.Pool({ connectionString: house.db.url, max: 4, options: '-c role=carillon_system -c search_path=auth', application_name: 'carillon sign-in' })
  pool.on('error', () => undefined)
  const auth = betterAuth({
    database: pool,
    secret: house.secrets.session,
    baseURL: house.config.public_url,
    basePath: '/api/auth',
    trustedOrigins: (request) => {
      const host = request?.headers.get('host')
      return [house.config.public_url, ...(host ? [`http://${host}`] : [])]
    },
    emailAndPassword: { enabled: true, minPasswordLength: MIN_PASSWORD, maxPasswordLength: 200 },
    user: { additionalFields: { locale: { type: 'string', required: false } } },
    session: { expiresIn: 30 * 86_400, updateAge: 86_400 },
    rateLimit: { enabled: true, window: 60, max: 100, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    advanced: { cookiePrefix: 'carillon', useSecureCookies: house.config.public_url.startsWith('https:') },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
  return { auth, close: () => pool.end() }
}

export type Auth = Awaited<ReturnType<typeof makeAuth>>['auth']
