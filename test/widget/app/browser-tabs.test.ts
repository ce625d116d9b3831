import { expect, it } from 'vitest';
import { openTabs } from '../../../widget/app/browser-tabs.ts';
import type { TabNote } from '../../../widget/state/tabs.ts';

function aTab(storeKey: string) {
  const heard: TabNote[] = [];
  const tabs = openTabs(storeKey, (note) => heard.push(note));
  return { heard, ...tabs, [Symbol.dispose]: () => tabs.close() };
}

const note: TabNote = { kind: 'changed', conversationId: 'c1' };

it('passes notes to the other tabs of the same shop', async () => {
  using one = aTab('shop');
  using other = aTab('shop');
  using elsewhere = aTab('another-shop');
  one.tell(note);
  await expect.poll(() => other.heard).toEqual([note]);
  expect(one.heard).toEqual([]);
  expect(elsewhere.heard).toEqual([]);
});

it('hears nothing that is not one of our notes', async () => {
  using tab = aTab('shop');
  const stranger = new BroadcastChannel('aisle:shop:tabs');
  const noise = ['text', null, 3, {}, { kind: 'changed' }, { kind: 'other', conversationId: 'c1' }];
  for (const message of [...noise, { kind: 'reading', conversationId: 7 }, note]) {
    stranger.postMessage(message);
  }
  await expect.poll(() => tab.heard).toEqual([note]);
  stranger.close();
});
