import { defineConfig } from 'vitest/config'

const common = { setupFiles: [], testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    globalSetup: ['server/src/testing/database.ts'],
    projects: [
      { extends: true, test: { ...common, name: 'server', include: ['server/src/**/*.test.ts', 'sdk/**/*.test.ts', 'scripts/**/*.test.ts'], maxWorkers: 3 } },
      { extends: true, test: { ...common, name: 'console', include: ['console/src/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { ...common, name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: false } },
    ],
  },
})
