import type { Selectable } from 'kysely'
import type { DB } from '../../platform/database/index.ts'
import type { House } from '../../platform/house.ts'
import type { OutboundMessage } from '../channels/index.ts'
import type { Medium } from '../media.ts'
import { withWayOut } from '../sms-text/index.ts'
import type { RenderedForm } from '../templates/index.ts'

type Sender = Selectable<DB['sender']>
type HandOver = { ref: string; workspace_id: string; medium: Medium; to: string; to_name: string | null; locale: string; class: OutboundMessage['class']; form: RenderedForm; sender: Sender | undefined; brand_name: string; unsubscribe_url: string | null }

/** The rendered form as a channel is handed it, with the headers that a letter of this class needs. */
export function outboundOf(house: Pick<House, 'config'>, each: HandOver): OutboundMessage {
  const { form, sender, unsubscribe_url } = each
  const host = new URL(house.config.public_url).hostname
  return {
    ref: each.ref, medium: each.medium, to: each.to, to_name: each.to_name, locale: each.locale, class: each.class, form,
    from: sender ? { address: sender.address, display_name: sender.display_name, reply_to: sender.reply_to } : null,
    brand_name: each.brand_name,
    list: unsubscribe_url && form.medium === 'email' ? { unsubscribe_url, list_id: `${each.workspace_id.slice(4, 16)}.${host}` } : null,
    message_id: form.medium === 'email' ? `<${each.ref.slice(4)}@${sender?.address.split('@')[1] ?? host}>` : null,
  }
}

/** The way out that an SMS sender without replies declares. */
export function withOptOut(form: RenderedForm, message_class: string, sender: Sender | undefined): RenderedForm {
  return form.medium === 'sms' && message_class === 'marketing' ? { ...form, text: withWayOut(form.text, sender?.opt_out) } : form
}
