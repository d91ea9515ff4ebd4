import { Type } from 'typebox'
import { Choice, Id, NullableTime, Time, TimeInput } from '../api/schemas.ts'
import { PERMISSIONS } from '../access/permissions.ts'

export const ApiKey = Type.Object({
  id: Id('key'),
  kind: Choice(['secret', 'write']),
  name: Type.String(),
  prefix: Type.String({ description: 'The first characters, to recognise the key by' }),
  scopes: Type.Array(Type.String()),
  created_at: Time,
  expires_at: NullableTime,
  last_used_at: NullableTime,
  revoked_at: NullableTime,
}, { title: 'ApiKey' })

export const NewApiKey = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  kind: Choice(['secret', 'write']),
  scopes: Type.Optional(Type.Array(Choice(PERMISSIONS), { uniqueItems: true, description: 'Absent: everything its maker may do. A write key can only insert events.' })),
  expires_at: Type.Optional(TimeInput),
}, { additionalProperties: false })

export const CreatedApiKey = Type.Object({ ...ApiKey.properties, key: Type.String({ description: 'Shown this once' }) }, { title: 'CreatedApiKey' })
