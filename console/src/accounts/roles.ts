import type { TFunction } from 'i18next'
import { word } from '../i18n/word.ts'

/** A role's name in the reader's language. */
export const roleName = (t: TFunction<'accounts'>, role: string): string => word(t, `role.${role}`, role)
