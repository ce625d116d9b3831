import { mkdir, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContextOptions,
  chromium as launcher,
  type Page,
} from 'playwright-core';

/** Nothing leaves the machine on its own, and the renderer needs no sandbox to be trusted with our own pages. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--font-render-hinting=none',
];

const HELP =
  'The browser tests need Chrome or Chromium. On Linux x64 npm brings one; elsewhere install Google Chrome, or name a binary in CHROME_PATH.';

/**
 * The Chromium that npm brought where it runs (Linux x64), else an installed Chrome or Chromium. `without`: switches that
 * Playwright gives it otherwise.
 */
export async function launchBrowser({
  without = [],
}: {
  without?: string[];
} = {}): Promise<Browser> {
  const failures: unknown[] = [];
  for (const where of candidates()) {
    try {
      const switches = { args: ARGS, ignoreDefaultArgs: without };
      return await launcher.launch({ ...(await where()), ...switches, timeout: 60_000 });
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, HELP);
}

type Where = { executablePath: string } | { channel: string };

function candidates(): (() => Promise<Where>)[] {
  const given = process.env.CHROME_PATH;
  if (given) return [async () => ({ executablePath: given })];
  const bundled = async () => ({ executablePath: await unpackedChromium() });
  // What a killed run left half-unpacked looks whole: a binary that does not start is unpacked once more.
  const afresh = async () => {
    await rm(OWN_FOLDER, { recursive: true, force: true });
    return bundled();
  };
  const installed = ['chrome', 'chromium', 'msedge'].map((channel) => async () => ({ channel }));
  const runsBundled = process.platform === 'linux' && process.arch === 'x64';
  return runsBundled ? [bundled, afresh, ...installed] : installed;
}

const OWN_FOLDER = path.join(tmpdir(), `aisle-chromium-${userInfo().uid}`);

/** The package unpacks into the temp folder under a fixed name; users of one machine must not meet there. */
async function unpackedChromium(): Promise<string> {
  const before = process.env.TMPDIR;
  await mkdir(OWN_FOLDER, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = OWN_FOLDER;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

export interface ObservedPage extends AsyncDisposable {
  page: Page;
  /** `type: text` of every warning and error in the console. */
  console: string[];
  /** Exceptions and rejections that nobody caught. */
  errors: string[];
  /** Directives of the page's content security policy that something broke. */
  violations: string[];
}

/** A page in a context of its own, with everything written down that a visitor's developer would see. */
export async function newPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<ObservedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const observed: ObservedPage = {
    page,
    console: [],
    errors: [],
    violations: [],
    [Symbol.asyncDispose]: () => context.close(),
  };
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'warning' || type === 'error') observed.console.push(`${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => observed.errors.push(error.message));
  await page.exposeFunction('reportViolation', (directive: string) => {
    observed.violations.push(directive);
  });
  await page.addInitScript(() => {
    const report = (window as unknown as { reportViolation(directive: string): void })
      .reportViolation;
    document.addEventListener('securitypolicyviolation', (event) =>
      report(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  return observed;
}
