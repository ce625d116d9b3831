import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Store } from '../../server/shop/store.ts';
import { FakeAisleServer } from '../fakes/fake-aisle-server.ts';
import { launchBrowser, newPage, type ObservedPage } from './browser.ts';

const ASSETS = path.resolve(import.meta.dirname, '../../dist/widget');

/** A storefront at one origin, the widget from another, and a browser to walk through it. */
export class WidgetShop {
  readonly browser: Browser;
  readonly server: FakeAisleServer;

  constructor(browser: Browser, server: FakeAisleServer) {
    this.browser = browser;
    this.server = server;
  }

  static async open(store?: Store): Promise<WidgetShop> {
    const server = new FakeAisleServer(ASSETS, store);
    const [browser] = await Promise.all([launchBrowser(), server.start()]);
    const shop = new WidgetShop(browser, server);
    shop.page('/');
    return shop;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  get tag(): string {
    return `<script async src="${this.server.url}/widget.js?store=${this.server.store.key}"></script>`;
  }

  /** A page of the shop; the plain one with the tag when nothing else is said. */
  page(address: string, { head = '', body = this.tag, headers = {} }: PageContent = {}): void {
    const html = `<!doctype html><html lang="${this.server.store.locale}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body><main><h1>Shop</h1><p>${'Words. '.repeat(400)}</p></main>${body}</body></html>`;
    this.server.pages.set(address, { html, headers });
  }

  /** A new visitor on a page. */
  async visit(
    address = '/',
    { waitUntil = 'load', ...options }: BrowserContextOptions & Waiting = {},
  ): Promise<Visit> {
    const observed = await newPage(this.browser, { reducedMotion: 'reduce', ...options });
    await observed.page.goto(this.server.shopUrl + address, { waitUntil });
    return Object.assign(observed, widgetOn(observed.page));
  }
}

interface Waiting {
  waitUntil?: 'load' | 'domcontentloaded';
}

interface PageContent {
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

export type Visit = ObservedPage & ReturnType<typeof widgetOn>;

/** The parts of the widget, by what they are called for somebody who uses them. */
export function widgetOn(page: Page) {
  const composer = page.locator('.field');
  const visit = {
    launcher: page.locator('.launcher'),
    panel: page.getByRole('dialog'),
    log: page.getByRole('log'),
    answers: page.locator('.answer'),
    composer,
    async open() {
      await visit.launcher.click();
      await visit.panel.waitFor();
    },
    async ask(text: string) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    answer(text: string | RegExp) {
      return page.locator('.answer').filter({ hasText: text }).waitFor();
    },
  };
  return visit;
}
