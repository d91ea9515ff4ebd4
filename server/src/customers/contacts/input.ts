export type IdentityInput = { kind: string; value: string; /** of a phone, where known */ country?: string | null; /** of a phone, where stated; null says that nobody knows it */ operator?: string | null; /** said by somebody who can know */ verified?: boolean }
export type TraitInput = string | number | boolean | Date | null
