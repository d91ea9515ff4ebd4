import type { Icon } from '@tabler/icons-react'
import type resources from '../i18n/en/shell.json'
import { type ComponentType, createContext, useContext } from 'react'

export type NavName = keyof (typeof resources)['nav']

/** A line of the rail. `name` is a key of `nav` in the shell's catalogue. */
export type RailLine = {
  path: string
  name: NavName
  icon: Icon
  /** Goes there after `g`: the physical key, so that it works on Cyrillic and Georgian layouts too. */
  key: string
  /** Also stands in the bottom bar of phones (three or four lines do). */
  onPhone?: boolean
  /** The line is absent for people without this permission. */
  permission?: string
  /** Stands at the end of the line: how many wait there. Made with LineCount. */
  count?: ComponentType
}

/** A page of Settings. */
export type SettingsLine = { path: string; name: NavName; icon: Icon; permission?: string }

/** What one capability adds to the frame. Lines appear in the order of console/src/areas.ts. */
export type Area = { rail?: RailLine; settings?: SettingsLine[] }

export const AreasContext = createContext<Area[]>([])

export const useAreas = (): Area[] => useContext(AreasContext)
