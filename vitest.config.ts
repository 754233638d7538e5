import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: process.env['KONTOR_TEST_DELAYS'] ? ['test/support/delays.ts'] : [],
    // each test file holds its own database and its own server: separate processes; many wait, so one more than a small machine has cores
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // a page may take its time on a busy machine
    expect: { poll: { timeout: 10_000 } },
  },
})
