import path from 'node:path'
import { defineConfig } from 'vite'

const src = path.join(import.meta.dirname, 'src')

// The server in a few files instead of two thousand: reading them is a third of a start. The sources run as they are just as well,
// and do so in `npm run dev` and in the tests.
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    target: 'node24',
    sourcemap: true,
    rolldownOptions: {
      input: { main: `${src}/main.ts`, cli: `${src}/cli/main.ts`, 'render-worker': `${src}/deliver/templates/render-worker.ts` },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  // Packages of many small modules; whatever finds its own files beside itself stays where it was installed.
  ssr: { noExternal: [/^(typebox|kysely|better-auth|libphonenumber-js|zod|jose|better-call|defu|nanostores)($|\/)/, /^@(better-auth|better-fetch|noble)\//] },
})
