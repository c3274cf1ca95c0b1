// Two kinds of tests: those that need no service, and those behind a real Postgres, Redis and object store.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongFirst } from './test/support/long-first.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    restoreMocks: true,
    // No file replaces a module (a test holds that), so what they import is read once for each worker, not once for each file.
    isolate: false,
    // Most files wait more than they reckon: two at a time leave a third of two cores idle.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/{integration,contract,e2e,chaos}/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
