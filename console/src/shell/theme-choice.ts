import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

export const themeChoices = [
  { value: 'auto', icon: IconDeviceDesktop },
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
] as const
