import { Type, type Static } from 'typebox'
import { AnyObject, Choice, Id, Nullable, PageQuery, Time } from '../../accounts/index.ts'
import { MEDIA } from '../../platform/media.ts'
import { Brand } from '../brand/index.ts'
import { Content, ContentProblem } from '../templates/index.ts'

export const CLASSES = ['marketing', 'transactional', 'one_time_code'] as const
const Name = Type.String({ minLength: 1, maxLength: 200 })

export const Template = Type.Object({ id: Id('tpl'), name: Type.String(), class: Choice(CLASSES), content: AnyObject, version: Type.Integer(), starter: Type.Boolean(), created_at: Time, updated_at: Time }, { title: 'Template' })
export const NewTemplate = Type.Object({ name: Name, class: Type.Optional(Choice(CLASSES)), content: Content }, { title: 'NewTemplate', additionalProperties: false })
export const TemplateChange = Type.Object({ name: Type.Optional(Name), class: Type.Optional(Choice(CLASSES)), content: Type.Optional(Content), archived: Type.Optional(Type.Boolean()), version: Type.Optional(Type.Integer({ description: 'The version you edited; another one stored meanwhile answers 412' })) }, { title: 'TemplateChange', additionalProperties: false })
export const TemplateQuery = Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 200 })) })

export const BrandProblems = Type.Array(AnyObject)
export const PreviewInput = Type.Object({
  content: Type.Optional(Content), media: Type.Optional(Type.Array(Choice(MEDIA), { maxItems: 6 })), locale: Type.Optional(Type.String({ maxLength: 35 })),
  contact_id: Type.Optional(Id('con')), contact: Type.Optional(AnyObject), data: Type.Optional(AnyObject), class: Type.Optional(Choice(CLASSES)),
  brand: Type.Optional(Brand),
}, { title: 'PreviewInput', additionalProperties: false })
export const Segments = Type.Object({
  encoding: Type.String(), length: Type.Integer(), segments: Type.Integer(), per_segment: Type.Integer(), remaining: Type.Integer(),
  forced_by: Nullable(Type.Object({ index: Type.Integer(), char: Type.String(), code_point: Type.String() })),
  savings: Type.Array(Type.Object({ kind: Type.String(), text: Type.String(), segments_before: Type.Integer(), segments_after: Type.Integer() })),
}, { title: 'Segments' })
export const Preview = Type.Object({
  locale: Type.String(),
  forms: Type.Array(Type.Object({
    medium: Choice(MEDIA), ok: Type.Boolean(), form: Nullable(AnyObject), segments: Nullable(Segments), price_micro: Nullable(Type.Integer()),
    reason: Nullable(Type.String()), detail: Nullable(Type.String()), pointer: Nullable(Type.String()), line: Nullable(Type.Integer()),
  })),
  problems: Type.Array(ContentProblem),
  brand_problems: BrandProblems,
}, { title: 'Preview' })
export type PreviewRequest = Static<typeof PreviewInput>
export type NewTemplateInput = Static<typeof NewTemplate>
export type TemplateChangeInput = Static<typeof TemplateChange>
