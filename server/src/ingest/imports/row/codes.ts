/**
 * Everything that can be said of a row, as a refusal or as a warning. The console shows it by its code, in the words of
 * its own catalogue; the report and the API carry an English sentence beside the code.
 */
export const ROW_CODES = [
  'identity_missing', 'email_invalid', 'phone_invalid', 'phone_damaged', 'external_id_invalid', 'identity_conflict', 'contact_unknown', 'too_many_cells', 'text_invalid',
  'text_too_long', 'row_too_long', 'row_refused', 'date_invalid', 'number_invalid', 'boolean_invalid', 'name_too_long', 'name_unsplit', 'locale_invalid', 'time_zone_invalid',
  'tag_too_long', 'consent_unknown', 'consent_date_invalid', 'consent_media_unknown', 'opt_out_unknown', 'encoding_suspect', 'duplicate_in_file',
  'order_id_missing', 'order_incomplete', 'order_too_long', 'time_missing', 'time_invalid', 'price_invalid', 'total_missing', 'quantity_invalid', 'items_invalid', 'currency_invalid', 'state_unknown', 'store_unknown',
  'event_missing', 'event_reserved', 'value_too_long', 'too_large', 'id_missing', 'title_missing', 'availability_invalid', 'link_invalid',
] as const
export type RowCode = (typeof ROW_CODES)[number]
