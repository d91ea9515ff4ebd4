import type { Icon } from '@tabler/icons-react'
import { useEffect, useId, useSyncExternalStore } from 'react'

/** Something that can be done or gone to from the palette. Words come translated. */
export type PaletteAction = {
  id: string
  label: string
  description?: string
  icon?: Icon
  keywords?: string[]
  run: () => void
}

const offered = new Map<string, PaletteAction[]>()
const listeners = new Set<() => void>()
let all: PaletteAction[] = []

function changed(): void {
  all = [...offered.values()].flat()
  for (const listener of listeners) listener()
}

/** Offers actions in the palette while the calling component is on the screen. */
export function usePaletteActions(actions: PaletteAction[]): void {
  const owner = useId()
  useEffect(() => {
    offered.set(owner, actions)
    changed()
    return () => {
      offered.delete(owner)
      changed()
    }
  }, [owner, actions])
}

export function useOfferedActions(): PaletteAction[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
}
