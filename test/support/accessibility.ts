import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong: one line a rule. Goes past the page's policy, as a developer's console does. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const console = await page.context().newCDPSession(page);
  const { result } = await console.send('Runtime.evaluate', {
    expression: `${axe}; axe.run(document).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target).join(' | ')))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await console.detach();
  return result.value;
}
