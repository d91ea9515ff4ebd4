import path from 'node:path'
import { defineConfig } from 'vite'

// One small file for a script tag. It runs on sites that we do not know, so it is written for browsers of some years ago.
export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: 'es2019',
    lib: { entry: path.join(import.meta.dirname, 'src/script.ts'), formats: ['iife'], name: 'carillonScript', fileName: () => 'carillon.js' },
  },
})
