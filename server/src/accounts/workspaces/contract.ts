import { Type } from 'typebox'
import { Choice, Id, Nullable, NullableTime } from '../api/schemas.ts'
import { PERMISSIONS, ROLES } from '../access/permissions.ts'

export const Password = Type.String({ minLength: 10, maxLength: 200, description: 'At least 10 characters' })
const Email = Type.String({ format: 'email', maxLength: 254 })
const PersonName = Type.String({ minLength: 1, maxLength: 100 })
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

export const SetUp = Type.Object({
  token: Type.String({ maxLength: 100, description: 'From the link that npm start printed' }),
  name: PersonName, email: Email, password: Password, company: PersonName, country: Country,
  locale: Type.Optional(Type.String({ maxLength: 35 })),
}, { additionalProperties: false })

export const NewWorkspace = Type.Object({ company: PersonName, country: Country }, { additionalProperties: false })

export const Workspace = Type.Object({
  id: Id('wks'),
  name: Type.String(),
  country: Type.String(),
  default_locale: Type.String({ description: 'BCP 47' }),
  time_zone: Type.String({ description: 'IANA' }),
  currency: Type.String({ description: 'ISO 4217' }),
  environment: Choice(['sandbox', 'live']),
  marketing_held_at: NullableTime,
  month_budget_micro: Nullable(Type.Integer({ description: 'Millionths of the currency that a month may cost; marketing stops there' })),
  uses: Type.Array(Type.String()),
}, { title: 'Workspace' })

export const WorkspaceChange = Type.Object({
  name: Type.Optional(PersonName),
  country: Type.Optional(Country),
  default_locale: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
  time_zone: Type.Optional(Type.String({ maxLength: 64 })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  month_budget_micro: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1e15 }))),
  uses: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 30 })),
}, { additionalProperties: false })

export const Me = Type.Object({
  user: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String(), locale: Nullable(Type.String()) }),
  workspaces: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), role: Type.String() })),
  workspace: Type.Object({ ...Workspace.properties, role: Nullable(Choice(ROLES)), permissions: Type.Array(Choice(PERMISSIONS)) }),
}, { title: 'Me' })

export const CountryList = Type.Array(Type.Object({ country: Type.String(), default_locale: Type.String(), time_zone: Type.String(), currency: Type.String() }))

export const InvitationAcceptance = Type.Object({ token: Type.String({ maxLength: 100 }), name: PersonName, password: Password, locale: Type.Optional(Type.String({ maxLength: 35 })) }, { additionalProperties: false })
