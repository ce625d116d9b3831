import type { CDPSession } from 'playwright-core';
import { WidgetShop } from '../test/support/widget-shop.ts';

const ROUNDS = 100;
const OPENINGS = 7;

export interface InBrowser {
  /** Of the widget's server, before the first click. */
  requests: number;
  storedBefore: number;
  longTasks: number;
  shift: number;
  /** Milliseconds from the click until somebody could type, with the files cached: the middle one and all. */
  opening: { middle: number; all: number[] };
  nodes: Growth;
  listeners: Growth;
  /** Of JavaScript's memory, in bytes. */
  heap: Growth;
}

/** Before and after a hundred rounds of opening and destroying. */
export type Growth = [before: number, after: number];

/** In the Chromium of the tests, with a processor slowed down to a quarter (a phone of the middle). */
export async function measureInBrowser(): Promise<InBrowser> {
  const shop = await WidgetShop.open();
  try {
    return {
      ...(await beforeTheClick(shop)),
      ...(await openingOf(shop)),
      ...(await roundsOf(shop)),
    };
  } finally {
    await shop.close();
  }
}

async function beforeTheClick(shop: WidgetShop) {
  shop.server.requests.length = 0;
  await using visit = await slowVisit(shop);
  await visit.page.waitForLoadState('networkidle');
  const seen = await visit.page.evaluate(async () => {
    const entries = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
        observer.observe({ type, buffered: true });
        setTimeout(resolve, 500, []);
      });
    const [tasks, shifts] = await Promise.all([entries('longtask'), entries('layout-shift')]);
    return {
      longTasks: tasks.length,
      shift: shifts.reduce((sum, entry) => sum + ('value' in entry ? Number(entry.value) : 0), 0),
      storedBefore: localStorage.length + sessionStorage.length + document.cookie.length,
    };
  });
  const own = shop.server.requests.filter((request) => / \/(widget|v1)/.test(request));
  return { ...seen, requests: own.length };
}

async function openingOf(shop: WidgetShop): Promise<Pick<InBrowser, 'opening'>> {
  const all: number[] = [];
  for (let time = 0; time < OPENINGS; time++) {
    await using visit = await slowVisit(shop);
    // The hand is over the button before it presses: the panel's files come with that.
    await visit.launcher.hover();
    await visit.page.waitForLoadState('networkidle');
    const took = await visit.page.evaluate(async () => {
      const root = document.querySelector('aisle-widget')?.shadowRoot;
      if (!root) throw new Error('there is no widget');
      const began = performance.now();
      const usable = new Promise<void>((resolve) => {
        new MutationObserver(() => {
          if (root.querySelector('textarea')?.checkVisibility()) resolve();
        }).observe(root, { subtree: true, childList: true, attributes: true });
      });
      root.querySelector<HTMLElement>('.launcher')?.click();
      await usable;
      return performance.now() - began;
    });
    all.push(Math.round(took));
  }
  const sorted = [...all].sort((one, other) => one - other);
  return { opening: { middle: sorted[OPENINGS >> 1] ?? 0, all } };
}

async function roundsOf(
  shop: WidgetShop,
): Promise<Pick<InBrowser, 'nodes' | 'listeners' | 'heap'>> {
  await using visit = await shop.visit();
  await visit.launcher.waitFor();
  const rounds = (count: number) =>
    visit.page.evaluate(async (count) => {
      const src = document.querySelector<HTMLScriptElement>('script[src]')?.src ?? '';
      for (let round = 0; round < count; round++) {
        await window.Aisle?.open();
        window.Aisle?.close();
        window.Aisle?.destroy();
        const tag = Object.assign(document.createElement('script'), { src });
        document.head.append(tag);
        await new Promise((resolve) => tag.addEventListener('load', resolve, { once: true }));
        tag.remove();
      }
    }, count);
  const devtools = await visit.page.context().newCDPSession(visit.page);
  await rounds(5);
  const before = await countsOf(devtools);
  await rounds(ROUNDS);
  const after = await countsOf(devtools);
  return {
    nodes: [before.nodes, after.nodes],
    listeners: [before.jsEventListeners, after.jsEventListeners],
    heap: [before.heap, after.heap],
  };
}

async function countsOf(devtools: CDPSession) {
  // What the first time lets go of, the second takes away.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return { ...(await devtools.send('Memory.getDOMCounters')), heap: usedSize };
}

async function slowVisit(shop: WidgetShop) {
  const visit = await shop.visit('/empty');
  const devtools = await visit.page.context().newCDPSession(visit.page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await visit.page.goto(`${shop.server.shopUrl}/`);
  await visit.launcher.waitFor();
  return visit;
}
