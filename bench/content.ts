const paragraph = 'Вітаємо, {{ contact.call_name }}! Цього тижня у вашому місті, {{ contact.city }}, ми відкриваємо нову крамницю. Завітайте: на кожного чекає знижка, а на друзів, які прийдуть з вами, подарунок.'

/** A letter of about 3 kB of HTML with a name, a trait and two tracked links, and a text for the short media. */
export const CONTENT = {
  default_locale: 'uk',
  locales: { uk: {
    core: { headline: 'Нова крамниця поруч, {{ contact.call_name }}', body: `${paragraph}\n\n${paragraph}`, buttons: [{ label: 'Переглянути', url: 'https://example.com/shop' }] },
    overrides: { sms: { text: '{{ contact.call_name }}, нова крамниця поруч: https://example.com/shop' } },
  } },
}
