import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { countSegments, substitutes, suggestSavings, transliterate } from './index.ts'

const GSM = 'abcXYZ019 .,!?@£$_ΔΩàüñ\n^{}[]~|\\€'
const OTHER = 'привітїґქართული中文“—№😀🎁'

describe('the counter', () => {
  it('agrees with another implementation on any mix of alphabets', () => {
    const char = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...GSM) },
      { weight: 1, arbitrary: fc.constantFrom(...OTHER) },
    )
    const gsmOnly = fc.array(fc.constantFrom(...GSM), { maxLength: 700 })
    const mixed = fc.array(char, { maxLength: 400 })
    fc.assert(
      fc.property(fc.oneof(gsmOnly, mixed), (chars) => {
        const text = chars.join('')
        const ours = countSegments(text)
        const theirs = new SegmentedMessage(text)
        expect(ours.encoding).toBe(theirs.encodingName)
        expect(ours.segments).toBe(text === '' ? 0 : theirs.segmentsCount)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['a'.repeat(160), 'GSM-7', 1, 0],
    ['a'.repeat(161), 'GSM-7', 2, 145],
    ['a'.repeat(306), 'GSM-7', 2, 0],
    ['€'.repeat(80), 'GSM-7', 1, 0],
    // 152 + an escape pair: the pair moves to the second part as a whole
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3, 152],
    ['я'.repeat(70), 'UCS-2', 1, 0],
    ['я'.repeat(71), 'UCS-2', 2, 63],
    [`${'я'.repeat(66)}😀${'я'.repeat(66)}`, 'UCS-2', 3, 66],
    ['ქ'.repeat(134), 'UCS-2', 2, 0],
  ])('counts the boundary case %#', (text, encoding, segments, remaining) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments, remaining })
  })

  it('names the first character that forces Unicode', () => {
    expect(countSegments('Sale 50% — today').forced_by).toEqual({ index: 9, char: '—', code_point: 'U+2014' })
    expect(countSegments('ok 🎁').forced_by).toEqual({ index: 3, char: '🎁', code_point: 'U+1F381' })
    expect(countSegments('Sale 50% - today').forced_by).toBeUndefined()
  })
})

describe('transliteration', () => {
  it.each([
    // the examples of the Ukrainian resolution itself
    ['uk', 'Алушта, Борщагівка, Згурський, Згорани, Розгон', 'Alushta, Borshchahivka, Zghurskyi, Zghorany, Rozghon'],
    ['uk', 'Єнакієве, Їжакевич, Кадиївка, Йосипівка, Стрий', 'Yenakiieve, Yizhakevych, Kadyivka, Yosypivka, Stryi'],
    ['uk', "Знам'янка, Юрій, Корюківка, Ярошенко, Костянтин", 'Znamianka, Yurii, Koriukivka, Yaroshenko, Kostiantyn'],
    ['uk', 'ЩУКА і Щука', 'SHCHUKA i Shchuka'],
    ['ru', 'Подъезд, Щёлково, Юлия, Объявление', 'Podieezd, Shchelkovo, Iuliia, Obieiavlenie'],
    ['ka', 'თბილისი, ქუთაისი, ჭიათურა, წყალი', "tbilisi, kutaisi, ch'iatura, ts'q'ali"],
  ])('%s: %s', (locale, from, to) => {
    expect(transliterate(from, locale)).toBe(to)
  })

  it('has no rule for Chinese and leaves other scripts alone', () => {
    expect(transliterate('你好', 'zh')).toBeUndefined()
    expect(transliterate('iPhone 15', 'uk-UA')).toBe('iPhone 15')
  })

  it('leaves nothing of the language’s own alphabet', () => {
    const alphabets = { uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', ka: 'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ' }
    for (const [locale, letters] of Object.entries(alphabets)) {
      const arbitrary = fc.array(fc.constantFrom(...letters, ...letters.toUpperCase(), ' '), { maxLength: 60 })
      fc.assert(fc.property(arbitrary, (chars) => /^[A-Za-z' ]*$/.test(transliterate(chars.join(''), locale) ?? 'none: 0')))
    }
  })
})

describe('savings', () => {
  it('writes typographic characters plainly', () => {
    expect(substitutes('«Знижка» — “sale” … №5, 1\u00a0250₴, ₾20, it’s')).toBe('"Знижка" - "sale" ... No 5, 1 250 UAH, GEL 20, it\'s')
    expect(countSegments(substitutes('« » “ ” „ ’ — – … ₴ ₾ ₸ ₽ № \u00a0\u202f')).encoding).toBe('GSM-7')
  })

  it('offers only what saves, the gentler first', () => {
    const typographic = `${'Our autumn sale is on — '.repeat(4)}come`
    expect(suggestSavings(typographic, 'en')).toMatchObject([{ kind: 'substitutes', segments_before: 2, segments_after: 1 }])
    const ukrainian = 'Вітаємо! Ваше замовлення готове, чекаємо на вас у крамниці щодня до восьмої вечора.'
    expect(suggestSavings(ukrainian, 'uk')).toMatchObject([{ kind: 'transliterate', segments_before: 2, segments_after: 1 }])
    expect(suggestSavings('Коротко', 'uk')).toEqual([])
    expect(suggestSavings('您的订单已备好，请前来领取。'.repeat(6), 'zh')).toEqual([])
  })
})
