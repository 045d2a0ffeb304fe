import { defineConfig } from 'vitest/config';

/** The tests of the domain alone, in one process each: what notices a change of it, without a server. */
export default defineConfig({
  test: {
    include: ['golden', 'properties', 'law', 'proceedings', 'people', 'text'].map(
      (room) => `tests/${room}/**/*.test.ts`,
    ),
    environment: 'node',
    testTimeout: 120_000,
  },
});
