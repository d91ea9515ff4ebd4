import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT || 3000}`

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Modules that compose another's rules: PostCSS would read those without saying of which file they are, and warn of it.
  css: { transformer: 'lightningcss' },
  build: {
    target: 'es2022',
    // Fonts stay files: inlined ones would be downloaded by everybody, whatever the script on the page.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    // what the server answers itself: the API, sign-in, docs, and the pages behind links in messages
    proxy: { '^/(v1|api|docs|s|c|u|p|o)/|^/(docs|openapi.json|livez|readyz)$': server },
  },
})
