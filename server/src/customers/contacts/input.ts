export type IdentityInput = { kind: string; value: string; /** of a phone, where known */ country?: string | null }
export type TraitInput = string | number | boolean | Date | null
