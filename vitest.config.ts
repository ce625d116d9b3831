import { defineConfig } from 'vitest/config';

const shared = {
  globalSetup: ['test/support/start-test-database.ts'],
  testTimeout: 15_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['test/*.test.ts', 'test/{server,shared,widget,admin,demo,faults}/**/*.test.ts'],
          // Half of what they do is waiting: as many as there are cores, where vitest would leave one idle.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [...shared.globalSetup, 'test/support/build-browser-apps.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
