const paragraph = 'Вітаємо, {{ contact.call_name }}! Цього тижня у вашому місті, {{ contact.city }}, ми відкриваємо нову крамницю. Завітайте: на кожного чекає знижка, а на друзів, які прийдуть з вами, подарунок.'

/**
 * A letter of 3 kB of HTML with a name, a trait, a tracked link and the way out, and a text for the short media. The
 * product's own design makes 10 kB of it, `--design`; the anchor's letters have 3 kB.
 */
export const content = (design: boolean) => ({
  default_locale: 'uk',
  locales: { uk: {
    core: { headline: 'Нова крамниця поруч, {{ contact.call_name }}', body: `${paragraph}\n\n${paragraph}`, buttons: [{ label: 'Переглянути', url: 'https://example.com/shop' }] },
    overrides: {
      sms: { text: '{{ contact.call_name }}, нова крамниця поруч: https://example.com/shop' },
      ...(design ? {} : { email: { mjml: `<mjml><mj-body><mj-raw><h1>Нова крамниця поруч, {{ contact.call_name }}</h1><p>${paragraph}</p><p><a href="https://example.com/shop">Переглянути</a></p><p><a href="{{ links.unsubscribe_url }}">Відписатися</a></p></mj-raw></mj-body></mjml>`, text: `${paragraph}\nhttps://example.com/shop\n{{ links.unsubscribe_url }}` } }),
    },
  } },
})
