import { afterAll, describe, expect, it } from 'vitest'
import { compileContent, openRenderPool, renderItem, type BatchItem } from './index.ts'
import { defaultBrand } from '../brand/index.ts'
import { contentOf, scopeOf } from './testing.ts'

const pool = openRenderPool({ threads: 2, deadline_ms: 600 })
afterAll(() => pool.close())

const CONTENT = contentOf({ headline: 'Hi {{ contact.name }}', body: '{{ event.list | sort_natural | size }} [a](https://a.example/{{ contact.name }}) {% if contact.skip %}{% abort_message "skip" %}{% endif %}' })
const compileFor = (medium: 'sms' | 'email') => compileContent(CONTENT, defaultBrand('A'), { locale: 'en', medium })

function item(name: string, more: Record<string, unknown> = {}, links: BatchItem['links'] = { prefix: 'https://l.example/t/' }): BatchItem {
  return { scope: scopeOf({ name, ...more }, { event: { list: [] } }), links, unsubscribe_url: 'https://l.example/u', preferences_url: null }
}
/** Sorting this takes seconds inside one filter, where LiquidJS's own limits do not look. */
const poison = (): BatchItem => {
  const list = Array.from({ length: 700_000 }, (_, i) => `Item ${(i * 7_919_317) % 1_000_003}`)
  return { ...item('poison'), scope: scopeOf({ name: 'poison' }, { event: { list } }) }
}

describe('the render pool', () => {
  it('gives what a plain render gives, in order', async () => {
    const compiled = await compileFor('email')
    const items = Array.from({ length: 50 }, (_, i) => item(`n${i}`, i === 7 ? { skip: true } : {}))
    const results = await pool.renderBatch(compiled, items)
    expect(results).toEqual(items.map((one) => renderItem(compiled, one)))
    expect(results[7]).toMatchObject({ ok: false, reason: 'template_aborted', detail: 'skip' })
    expect(results[3]).toMatchObject({ ok: true, links: [{ index: 0, url: 'https://a.example/n3' }] })
    expect(await pool.renderBatch(compiled, [])).toEqual([])
  })

  it('writes links as the data says', async () => {
    const compiled = await compileFor('sms')
    const results = await pool.renderBatch(compiled, [item('x'), item('x', {}, { urls: ['https://s.io/abc'] }), item('x', {}, { urls: [] }), item('x', {}, null)])
    const texts = results.map((r) => r.ok && r.form.medium === 'sms' && r.form.text.split('a: ')[1])
    expect(texts).toEqual(['https://l.example/t/0', 'https://s.io/abc', 'https://a.example/x', 'https://a.example/x'])
  })

  it('gives the offender an error and everybody else their message', async () => {
    const compiled = await compileFor('sms')
    const items = [...Array.from({ length: 9 }, (_, i) => item(`a${i}`)), poison(), ...Array.from({ length: 6 }, (_, i) => item(`b${i}`))]
    const results = await pool.renderBatch(compiled, items)
    expect(results.map((r) => r.ok)).toEqual(items.map((_, i) => i !== 9))
    expect(results[9]).toMatchObject({ ok: false, reason: 'render_error', cause: 'thread_lost' })
    // its threads were replaced
    expect(await pool.renderBatch(compiled, [item('after')])).toMatchObject([{ ok: true }])
  }, 30_000)

  it('keeps its thread when a scope can not be sent', async () => {
    const compiled = await compileFor('sms')
    const single = openRenderPool({ threads: 1 })
    await expect(single.renderBatch(compiled, [item('x', { f: () => 1 })])).rejects.toThrow(/cloned/)
    expect(await single.renderBatch(compiled, [item('x')])).toMatchObject([{ ok: true }])
    await single.close()
  })

  it('refuses work once it is closed, also what waits', async () => {
    const compiled = await compileFor('sms')
    const single = openRenderPool({ threads: 1 })
    const first = single.renderBatch(compiled, [poison()])
    const second = single.renderBatch(compiled, [item('x')])
    const settled = Promise.allSettled([first, second])
    await single.close()
    expect((await settled).map((s) => s.status)).toEqual(['rejected', 'rejected'])
    await expect(single.renderBatch(compiled, [item('x')])).rejects.toThrow('closed')
  })
})
