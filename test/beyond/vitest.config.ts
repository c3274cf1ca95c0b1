// `npm run beyond`: what needs programs that not every machine has, or servers of its own beside each other.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'beyond',
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/beyond/**/*.beyond.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    reporters: 'verbose',
  },
})
