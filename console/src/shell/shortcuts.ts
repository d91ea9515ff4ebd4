import { useNavigate } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import type { RailLine } from './area.ts'

const storageKey = 'carillon.single-key-shortcuts'
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const enabled = () => localStorage.getItem(storageKey) !== 'off'

/** Single keys can be turned off (WCAG 2.1.4): voice control and clumsy hands press them by accident. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, enabled)
  const set = (next: boolean) => {
    localStorage.setItem(storageKey, next ? 'on' : 'off')
    for (const listener of listeners) listener()
  }
  return [on, set]
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))
  )
}

/**
 * Runs `act` on one key pressed alone outside of fields and dialogs. The key is named by its place on the keyboard
 * (`KeyJ`, `Slash`), so that it works with every layout.
 */
export function useKey(code: string, act: (event: KeyboardEvent) => void, active = true): void {
  useEffect(() => {
    if (!active) return
    const listen = (event: KeyboardEvent) => {
      if (event.code !== code || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (!enabled() || isTyping(event.target) || document.querySelector('[role="dialog"]')) return
      act(event)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
}

/** `g` and then a letter within a second goes to that line of the rail; `?` opens the help. */
export function useGoKeys(lines: RailLine[], openHelp: () => void): void {
  const navigate = useNavigate()
  useEffect(() => {
    let goingSince = Number.NEGATIVE_INFINITY
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !enabled()) return
      if (document.querySelector('[role="dialog"]')) return
      if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
        event.preventDefault()
        openHelp()
      } else if (event.timeStamp - goingSince < 1000) {
        goingSince = Number.NEGATIVE_INFINITY
        const line = lines.find(({ key }) => event.code === `Key${key.toUpperCase()}`)
        if (!line) return
        event.preventDefault()
        event.stopImmediatePropagation()
        void navigate({ to: line.path as never })
      } else if (event.code === 'KeyG' && !event.shiftKey) goingSince = event.timeStamp
    }
    addEventListener('keydown', listen, true)
    return () => removeEventListener('keydown', listen, true)
  }, [lines, navigate, openHelp])
}
