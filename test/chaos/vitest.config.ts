// `npm run chaos`: the whole of the chaos runs, minutes long; a sample of each runs with `npm test`.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'chaos',
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/chaos/**/*.chaos.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
    reporters: 'verbose',
  },
})
