import type { PanelCall } from '../panel-port.ts';
import { bubbleIn } from './bubble.ts';
import { keepQuiet } from './quiet.ts';
import { tellPage } from './tell-page.ts';
import { type Text, textFor } from './text-for.ts';

interface Speech {
  /** Which of the store's. */
  rule: number;
  texts: readonly Text[];
  /** BCP 47: the languages of the page, the best first. */
  wanted: readonly (string | undefined)[];
}

interface Place {
  storeKey: string;
  root: ShadowRoot;
  calls: PanelCall[];
  /** Ends the watch, and with it this. */
  end(): void;
}

/** Shows what the rule says, and does what the shopper makes of it. Returns what takes it away. */
export function speakUp(
  { rule, texts, wanted }: Speech,
  { storeKey, root, calls, end }: Place,
): () => void {
  const chosen = calls.findLast(([name]) => name === 'setLocale')?.[1][0] as string | undefined;
  const said = textFor(texts, [chosen, ...wanted]);
  const detail = { rule, text: said.text };
  const launcher = root.querySelector<HTMLElement>('.launcher')!;
  const remove = bubbleIn(root, said, {
    onOpen() {
      end();
      tellPage(calls, 'proactive:open', detail);
      calls.push(['say', [said.text]]);
      launcher.click();
    },
    onClose() {
      keepQuiet(storeKey, { now: Date.now() });
      // A keyboard goes on from there. A mouse does not, and the launcher would load the panel.
      if (root.activeElement?.matches(':focus-visible')) launcher.focus();
      end();
      tellPage(calls, 'proactive:dismiss', detail);
    },
  });
  tellPage(calls, 'proactive:show', detail);
  return remove;
}
