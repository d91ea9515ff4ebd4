import {
  createTheme, type CSSVariablesResolver, defaultVariantColorsResolver, type MantineColorsTuple,
} from '@mantine/core'

// Warm paper and ink by day; the same hues at night. theme.test.ts holds the contrast of every pair that carries text.
const gray: MantineColorsTuple = [
  '#faf9f7', '#f3f1ed', '#e9e6e0', '#dcd8d0', '#cbc6bc', '#746d62', '#665f55', '#4d473f', '#35312b', '#1c1a17',
]
const dark: MantineColorsTuple = [
  '#e9e6e1', '#d3cfc9', '#aaa59f', '#948f96', '#3b3840', '#2c2a31', '#1f1e24', '#16151a', '#111014', '#0b0b0e',
]
const bronze: MantineColorsTuple = [
  '#fbf3e7', '#f5e4cb', '#edcfa3', '#e7ba7c', '#e0a458', '#cf9245', '#b37026', '#9a5b13', '#804a0e', '#65390a',
]
/** Delivered: it went well. */
const green: MantineColorsTuple = [
  '#eaf6ee', '#d2ebdb', '#a9d8b9', '#7cc294', '#5fb57d', '#4aa369', '#2a7f4a', '#1f6b3d', '#185630', '#114125',
]
/** Waiting: nothing to do yet. */
const blue: MantineColorsTuple = [
  '#eaf2fb', '#d1e3f5', '#a6c8ea', '#86b5e4', '#78abdd', '#6399d0', '#2f68a8', '#24568f', '#1b4474', '#133358',
]
/** Attention: somebody should look. Yellower than bronze, so that the two are told apart. */
const amber: MantineColorsTuple = [
  '#fdf6e0', '#faeab8', '#f4d77e', '#ecc148', '#e0b02c', '#c99c1c', '#8a6700', '#755700', '#5e4600', '#4a3600',
]
/** Failed, and what cannot be taken back. */
const red: MantineColorsTuple = [
  '#fdeeec', '#fad7d3', '#f3b0a9', '#f09c93', '#ec8a80', '#dd7468', '#b93429', '#a0271e', '#821d16', '#631510',
]

const meanings = { bronze, green, blue, amber, red }

// Latin and Cyrillic by Inter, Georgian by Noto Sans Georgian; Chinese by the system, by Noto Sans SC where it has none.
export const fontFamily = [
  "'Inter Variable'", "'Noto Sans Georgian Variable'", "'PingFang SC'", "'Microsoft YaHei'", "'Noto Sans CJK SC'",
  "'Noto Sans SC Variable'", 'system-ui', 'sans-serif',
].join(', ')

const size = (px: number) => `${px / 16}rem`
const heading = (px: number, lineHeight: string) => ({ fontSize: size(px), lineHeight, fontWeight: '600' })

export const theme = createTheme({
  white: '#ffffff',
  black: '#1c1a17',
  colors: { gray, dark, ...meanings },
  primaryColor: 'bronze',
  primaryShade: { light: 7, dark: 4 },
  // By night what is filled is bright and carries ink: Mantine's own choice is made for the day only.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    if (input.variant === 'filled') return { ...colors, color: 'var(--c-on-filled)' }
    const hue = input.color ?? input.theme.primaryColor
    const isQuiet = input.variant === 'subtle' || input.variant === 'transparent'
    return isQuiet && hue in meanings ? { ...colors, color: `var(--mantine-color-${hue}-text)`, hover: 'var(--c-hover)' } : colors
  },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace',
  fontSizes: { xs: size(12), sm: size(14), md: size(14), lg: size(16), xl: size(20) },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.35' },
  spacing: { xs: size(8), sm: size(12), md: size(16), lg: size(24), xl: size(32) },
  radius: { xs: size(4), sm: size(6), md: size(6), lg: size(6), xl: size(6) },
  defaultRadius: 'sm',
  shadows: { xs: 'none', sm: 'none', md: 'var(--c-float)', lg: 'var(--c-float)', xl: 'var(--c-float)' },
  headings: {
    sizes: {
      h1: heading(28, '1.25'),
      h2: heading(20, '1.35'),
      h3: heading(16, '1.4'),
      h4: heading(14, '1.45'),
      h5: heading(14, '1.45'),
      h6: heading(12, '1.4'),
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Anchor: { defaultProps: { underline: 'not-hover' } },
    Modal: { defaultProps: { radius: 'sm', transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.4 } } },
    Drawer: { defaultProps: { position: 'right', transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.2 } } },
    Menu: { defaultProps: { transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: { duration: 120 }, withArrow: false } },
    Checkbox: { defaultProps: { radius: 'xs' }, vars: () => ({ root: { '--checkbox-icon-color': 'var(--c-on-filled)' } }) },
    Radio: { vars: () => ({ root: { '--radio-icon-color': 'var(--c-on-filled)' } }) },
    Table: { defaultProps: { verticalSpacing: 'xs' } },
  },
})

/** The few surfaces that Mantine has no word for. Everything in the console paints with these or with Mantine's own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--c-motion': '140ms' },
  light: {
    '--mantine-color-body': '#faf9f7',
    '--mantine-color-default-border': gray[3],
    '--c-surface': '#ffffff',
    '--c-sunken': '#f3f1ed',
    '--c-line': '#e3dfd8',
    '--c-field-line': '#918a7e',
    '--c-hover': '#f1eee8',
    '--c-selected': '#f5e9d8',
    '--c-accent': bronze[7],
    '--c-on-filled': '#ffffff',
    '--mantine-primary-color-contrast': 'var(--c-on-filled)',
    '--mantine-color-error': red[7],
    '--c-float': '0 4px 16px rgb(28 26 23 / 12%)',
  },
  dark: {
    '--mantine-color-body': '#16151a',
    '--mantine-color-default-border': dark[4],
    '--c-surface': '#1c1b20',
    '--c-sunken': '#111014',
    '--c-line': '#302e35',
    '--c-field-line': '#77727b',
    '--c-hover': '#242329',
    '--c-selected': '#33291c',
    '--c-accent': bronze[4],
    '--c-on-filled': '#1c1a17',
    '--mantine-primary-color-contrast': 'var(--c-on-filled)',
    '--mantine-color-error': red[4],
    '--c-float': '0 4px 16px rgb(0 0 0 / 50%)',
  },
})
