import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { catalogPictureRoutes } from '../../server/http/catalog-picture-routes.ts';
import {
  type AdminApp,
  type AdminAppOptions,
  adminApp,
  EMAIL,
  PASSWORD,
} from '../server/http/admin/admin-app.ts';
import { newPage, type ObservedPage } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

export interface AdminConsole extends AsyncDisposable {
  url: string;
  database: TestDatabase;
  admin: AdminApp;
}

/** The built web app and its API on a port of their own, with a fresh database behind them. */
export async function openAdminConsole(
  options: Pick<AdminAppOptions, 'models' | 'dayBudgetMicros' | 'matcher' | 'refusedPages'> = {},
): Promise<AdminConsole> {
  const database = await testDatabase();
  let networks = 0;
  // Every sign-in comes from another network, so that a file of tests is not taken for an attack.
  const admin = await adminApp(database, {
    ...options,
    network: () => `network ${networks++}`,
  });
  admin.app.route('/', catalogPictureRoutes({ pictures: admin.pictures }));
  const listening = Promise.withResolvers<AddressInfo>();
  const server = serve(
    { fetch: admin.app.fetch, port: 0, hostname: '127.0.0.1' },
    listening.resolve,
  );
  const { port } = await listening.promise;
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    admin,
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed.promise;
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A page at `path` of the console, signed in. */
export async function signedInPage(
  browser: Browser,
  at: AdminConsole,
  { path, ...options }: BrowserContextOptions & { path: string },
): Promise<ObservedPage> {
  const observed = await newPage(browser, { locale: 'en-US', ...options });
  await observed.page.goto(`${at.url}/admin${path}`);
  await signInOn(observed.page);
  return observed;
}

export async function signInOn(page: Page, password = PASSWORD): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(EMAIL);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
