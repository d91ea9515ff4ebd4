import { defineConfig } from 'vitest/config'

// The files of a worker share what they import: to load the application anew for each took a third of the run.
const common = { setupFiles: [], testTimeout: 120_000, hookTimeout: 120_000, pool: 'threads' as const, isolate: false, maxWorkers: 4 }

export default defineConfig({
  test: {
    globalSetup: ['server/src/testing/database.ts'],
    projects: [
      { extends: true, test: { ...common, name: 'server', include: ['server/src/**/*.test.ts', 'sdk/**/*.test.ts', 'scripts/**/*.test.ts', 'touchpoints/**/*.test.ts'] } },
      { extends: true, test: { ...common, name: 'console', include: ['console/src/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { ...common, name: 'e2e', include: ['e2e/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 240_000, fileParallelism: false, sequence: { groupOrder: 1 } } },
    ],
  },
})
