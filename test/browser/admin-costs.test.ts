import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/shop/store.ts';
import { putConversation } from '../server/http/admin/admin-fixtures.ts';
import { putModelCall } from '../server/http/admin/model-call-fixture.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
import { createStore } from '../support/visitors.ts';
import {
  type AdminConsole,
  openAdminConsole,
  sidewaysScroll,
  signedInPage,
} from './admin-console.ts';

let browser: Browser;
let console: AdminConsole;
let store: Store;
beforeAll(async () => {
  browser = await launchBrowser();
  console = await openAdminConsole({ models: ['vendor/large:1', 'small'] });
  store = await createStore(console.database, { key: 'shop', name: 'My shop' });
  await createStore(console.database, { key: 'empty', name: 'New shop' });
  const { sql } = console.database;
  await sql`
    insert into model_price (model, input_micros, output_micros) values ('small', 150000, 600000)`;
  await putModelCall(console.database, { storeId: store.id, costMicros: 1_250_000 });
  await putModelCall(console.database, { storeId: store.id, outcome: 'overloaded', costMicros: 0 });
});
afterAll(async () => {
  await browser?.close();
  await console?.[Symbol.asyncDispose]();
});

const costsPage = () => signedInPage(browser, console, { path: '/stores/shop/costs' });

async function priceOf(model: string) {
  const [row] = await console.database.sql`
    select input_micros, output_micros, cached_input_micros from model_price where model = ${model}`;
  return row;
}

describe('the page of costs', () => {
  it('tells what was spent today and for which model', async () => {
    await using observed = await costsPage();
    const { page } = observed;
    await page.getByText('No budget is set.').waitFor();
    const row = page.getByRole('row', { name: 'small' }).first();
    await row.getByText('1 failed').waitFor();
    await row.getByText('2,000 in, 100 out').waitFor();
    await row.getByText('$1.25').waitFor();
    await page.getByRole('img', { name: 'Cost by day. $1.25 in all, most on' }).waitFor();
    expect(observed.errors).toEqual([]);
    expect(observed.violations).toEqual([]);
  });

  it('says that nothing was spent while nothing was asked', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/empty/costs' });
    await observed.page.getByText('No calls in this time').waitFor();
  });

  it('shows how full the budget is, and when it is used up', async () => {
    const { sql } = console.database;
    const budget = await createStore(console.database, {
      key: 'budget',
      settings: { ...store.settings, day_budget_micros: 2_000_000 },
    });
    await sql`
      insert into model_spend (scope, scope_id, day, spent_micros, reserved_micros)
      values ('store', ${budget.id}, (now() at time zone ${budget.timeZone})::date, 1500000, 100000)`;
    await using observed = await signedInPage(browser, console, { path: '/stores/budget/costs' });
    const { page } = observed;
    await page.locator('.budget-amount', { hasText: '$1.60 of $2.00' }).waitFor();
    await page.getByText('$0.10 of it is set aside').waitFor();
    const meter = page.getByRole('meter', { name: 'Spent today' });
    expect(await meter.getAttribute('aria-valuenow')).toBe('80');
    await page.getByText('Little is left.').waitFor();
    await sql`update model_spend set spent_micros = 1900000 where scope_id = ${budget.id}`;
    await page.reload();
    await page.getByText('The budget is used up.').waitFor();
  });
});

describe('the prices of models', () => {
  it('are saved where they stand, to the last millionth', async () => {
    await using observed = await costsPage();
    const { page } = observed;
    await page.getByRole('button', { name: 'Output of small' }).click();
    const input = page.getByRole('textbox', { name: 'Output of small' });
    await input.fill('0.600001');
    await input.press('Enter');
    await page.getByRole('button', { name: 'Output of small: $0.600001' }).waitFor();
    await page.getByRole('button', { name: 'Cached input of small' }).click();
    await page.getByRole('textbox', { name: 'Cached input of small' }).fill('0,075');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cached input of small: $0.075' }).waitFor();
    expect(await priceOf('small')).toEqual({
      input_micros: 150_000,
      output_micros: 600_001,
      cached_input_micros: 75_000,
    });
    await page.getByRole('button', { name: 'Cached input of small' }).click();
    await page.getByRole('textbox', { name: 'Cached input of small' }).fill('');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cached input of small: As input' }).waitFor();
    expect((await priceOf('small'))?.cached_input_micros).toBeNull();
  });

  it('are not guessed from what could mean two amounts', async () => {
    await using observed = await costsPage();
    const { page } = observed;
    await page.getByRole('button', { name: 'Input of small', exact: false }).first().click();
    const input = page.getByRole('textbox', { name: 'Input of small' });
    await input.fill('1,250');
    await input.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Enter dollars like 0.15' }).waitFor();
    await input.press('Escape');
    expect((await priceOf('small'))?.input_micros).toBe(150_000);
  });

  it('are asked for where one is missing, set from the warning, and removed again', async () => {
    await using observed = await costsPage();
    const { page } = observed;
    const warning = page.getByRole('region', { name: 'A price is missing' });
    await warning.getByText('What vendor/large:1 costs is not counted').waitFor();
    await warning.getByRole('button', { name: 'Set price of vendor/large:1' }).click();
    const form = page.getByRole('form', { name: 'Set price of vendor/large:1' });
    await form.getByLabel('Input', { exact: true }).fill('2.50');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').filter({ hasText: 'Enter dollars like' }).waitFor();
    await form.getByLabel('Output').fill('10');
    await form.getByLabel('Output').press('Enter');
    await page.getByRole('button', { name: 'Output of vendor/large:1: $10.00' }).waitFor();
    await warning.waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Input of vendor/large:1' }).waitFor();
    expect(await priceOf('vendor/large:1')).toEqual({
      input_micros: 2_500_000,
      output_micros: 10_000_000,
      cached_input_micros: null,
    });
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Remove price of vendor/large:1' }).click();
    await warning.waitFor();
    expect(await priceOf('vendor/large:1')).toBeUndefined();
    expect(observed.errors).toEqual([]);
  });

  it('that somebody else changed are shown instead of overwritten', async () => {
    await using observed = await costsPage();
    const { page } = observed;
    await page.getByRole('button', { name: 'Output of small' }).waitFor();
    await console.database.sql`
      update model_price set output_micros = 700000, version = version + 1 where model = 'small'`;
    await page.getByRole('button', { name: 'Output of small' }).click();
    await page.getByRole('textbox', { name: 'Output of small' }).fill('0.8');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this' });
    await dialog.getByRole('row', { name: 'Output $0.80 $0.70' }).waitFor();
    await dialog.getByRole('button', { name: 'Reload, drop mine' }).click();
    await page.getByRole('button', { name: 'Output of small: $0.70' }).waitFor();
    expect((await priceOf('small'))?.output_micros).toBe(700_000);
  });
});

describe('the budgets in the settings', () => {
  it('are entered in dollars, and warn of a model that would not be asked', async () => {
    await using observed = await signedInPage(browser, console, { path: '/stores/shop/settings' });
    const { page } = observed;
    const day = page.getByLabel('Most that a day may cost, in US dollars');
    await day.fill('ten');
    await page.getByRole('alert').filter({ hasText: 'Enter dollars like 2.50' }).waitFor();
    await day.fill('10.5');
    const warning = page.getByRole('region', { name: 'A price is missing' });
    await warning.getByText('Because a budget is set, vendor/large:1 is not asked').waitFor();
    await page.getByLabel('Most that one visitor may cost in a day').fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    const [row] = await console.database.sql`select settings from store where id = ${store.id}`;
    expect(row?.settings).toMatchObject({
      day_budget_micros: 10_500_000,
      visitor_day_budget_micros: 0,
    });
    await warning.getByRole('link', { name: 'Set price' }).click();
    await page.getByRole('heading', { name: 'Costs' }).waitFor();
  });
});

describe('a turn of a conversation', () => {
  it('tells which endpoint answered, and every call that was made for it', async () => {
    const conversationId = await putConversation(console.database, store, {
      question: [{ type: 'text', text: 'A tent?' }],
      answer: [{ type: 'text', text: 'Yes.' }],
    });
    const [turn] = await console.database.sql`
      select id from turn where conversation_id = ${conversationId}`;
    const call = (secondsLater: number) => ({
      storeId: store.id,
      turnId: turn?.id,
      startedAt: new Date(Date.now() + secondsLater * 1_000),
    });
    await putModelCall(console.database, { ...call(1), outcome: 'overloaded', costMicros: null });
    await putModelCall(console.database, { ...call(2), endpoint: 'backup.example/small' });
    await using observed = await signedInPage(browser, console, {
      path: `/stores/shop/conversations/${conversationId}`,
    });
    const { page } = observed;
    await page.locator('.turn > .facts').getByText('backup.example/small').waitFor();
    await page.getByText('4 model calls').click();
    const calls = page.locator('.model-call');
    await calls.first().getByText('api.example/demo-1').waitFor();
    await calls.nth(2).getByText('overloaded').waitFor();
    await calls.nth(2).getByText('Cost unknown').waitFor();
    await calls.last().getByText('Answered', { exact: true }).waitFor();
    await calls.last().getByText('400 ms').waitFor();
    await calls.last().getByText('small-2026').waitFor();
  });
});

describe.each(['light', 'dark'] as const)('with warnings on a %s page', (colorScheme) => {
  it('everything is accessible and as wide as the screen', async () => {
    const key = `warned-${colorScheme}`;
    const warned = await createStore(console.database, {
      key,
      settings: { ...store.settings, day_budget_micros: 1_000_000 },
    });
    await putModelCall(console.database, { storeId: warned.id, model: 'a-relay/'.repeat(9) });
    await console.database.sql`
      insert into model_spend (scope, scope_id, day, spent_micros)
      values ('store', ${warned.id}, (now() at time zone ${warned.timeZone})::date, 1000000)`;
    await using observed = await signedInPage(browser, console, {
      path: `/stores/${key}/costs`,
      colorScheme,
    });
    const { page } = observed;
    await page.getByRole('region', { name: 'A price is missing' }).getByRole('button').click();
    for (const width of [320, 390, 800, 980, 1_280]) {
      await page.setViewportSize({ width, height: 844 });
      expect([width, await sidewaysScroll(page)]).toEqual([width, 0]);
      expect([width, await accessibilityFaults(page)]).toEqual([width, []]);
    }
    await page.goto(`${console.url}/admin/stores/${key}/settings`);
    await page.getByRole('region', { name: 'A price is missing' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
