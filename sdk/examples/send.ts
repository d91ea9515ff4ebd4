import { createClient } from '@carillon/sdk'

const carillon = createClient({ baseUrl: process.env.CARILLON_URL ?? 'http://localhost:3000', key: process.env.CARILLON_KEY ?? '' })
const { data, error } = await carillon.POST('/v1/messages', {
  body: { to: { phone: '+380671234567', name: 'Олена' }, class: 'transactional', cascade: [{ media: ['sms'], success: 'delivered', within_s: 3600 }], content: { default_locale: 'uk', locales: { uk: { core: { headline: 'Готово', body: 'Вітаємо, {{ contact.name }}!', buttons: [] } } } } },
})
console.log(error ? `${error.code}: ${error.detail}` : `${data.id} is ${data.state}`)
