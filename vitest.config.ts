import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files begin first, so that no core is idle while another one finishes them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/faults\/(crash|database)\//.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const shared = {
  globalSetup: ['test/support/start-test-database.ts'],
  // A worker loads the server once, where a process for each file took a second each time. So a file leaves nothing behind:
  // no faked clock, no global, no server that goes on.
  isolate: false,
  // What waits for something gives it ten times what a busy machine has been seen to need: only a failure takes so long.
  testTimeout: 30_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 15_000 } },
  // Half of what they do is waiting: more than there are cores, where vitest would leave one idle. One number for all
  // projects lets them run side by side.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['test/*.test.ts', 'test/{server,shared,widget,admin,demo,faults}/**/*.test.ts'],
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
        },
      },
    ],
  },
});
