import { Type, type Static } from 'typebox'
import { Choice, Id, Nullable, NullableTime, Time } from '../../accounts/index.ts'

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Url = Nullable(Type.String({ maxLength: 2000, description: 'Where it is fetched; null: by file only' }))
const Hours = Type.Integer({ minimum: 1, maximum: 168, description: 'How often it is fetched' })

export const NewFeed = Type.Object({ name: Name, url: Type.Optional(Url), every_hours: Type.Optional(Hours) }, { title: 'NewProductFeed', additionalProperties: false })
export const FeedChange = Type.Object({ name: Type.Optional(Name), url: Type.Optional(Url), every_hours: Type.Optional(Hours) }, { title: 'ProductFeedChange', additionalProperties: false })
const FeedError = Type.Object({ code: Type.String(), detail: Type.String(), named: Type.Optional(Nullable(Type.String({ description: 'What the other side said: a status, an address, the code of a broken connection' }))) })
export const ProductFeed = Type.Object({
  id: Id('fed'), name: Type.String(), url: Nullable(Type.String()), every_hours: Type.Integer(), state: Choice(['idle', 'waiting', 'reading']), next_at: NullableTime, started_at: NullableTime, read_at: NullableTime,
  result: Nullable(Type.Object({
    rows: Type.Integer(), created: Type.Integer(), changed: Type.Integer(), unchanged: Type.Integer(), refused: Type.Integer(), told: Type.Integer({ description: 'Interested people who were told of a price or stock' }),
    gone: Type.Integer({ description: 'Taken out of the catalogue, since the feed no longer has them' }), kept: Type.Integer({ description: 'Missing from the feed, but too many at once to be believed' }),
  })),
  problems: Type.Array(Type.Object({ row: Type.Integer(), id: Nullable(Type.String()), code: Type.String(), value: Nullable(Type.String()) }), { description: 'The first hundred products that could not be taken' }),
  error: Nullable(FeedError), created_at: Time,
}, { title: 'ProductFeed' })

export type FeedError = Static<typeof FeedError>
export type NewFeedInput = Static<typeof NewFeed>
export type FeedChangeInput = Static<typeof FeedChange>
