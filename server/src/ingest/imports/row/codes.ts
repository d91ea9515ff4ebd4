/**
 * Everything that can be said of a row, as a refusal or as a warning. The console shows it by its code, in the words of
 * its own catalogue; the report and the API carry an English sentence beside the code.
 */
export const ROW_CODES = [
  'identity_missing', 'email_invalid', 'phone_invalid', 'phone_damaged', 'external_id_invalid', 'identity_conflict', 'contact_unknown', 'too_many_cells', 'text_invalid',
  'text_too_long', 'row_too_long', 'row_refused', 'date_invalid', 'number_invalid', 'boolean_invalid', 'name_too_long', 'name_unsplit', 'locale_invalid', 'time_zone_invalid',
  'tag_too_long', 'consent_unknown', 'consent_date_invalid', 'consent_media_unknown', 'opt_out_unknown', 'encoding_suspect', 'duplicate_in_file',
] as const
export type RowCode = (typeof ROW_CODES)[number]
