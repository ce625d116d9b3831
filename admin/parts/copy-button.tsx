import { useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { announce } from './toast.tsx';

const SAID_MS = 2_000;

/** Copies text; where the browser forbids that (plain http), the text on the page can still be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(words().copied);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  if (!navigator.clipboard) return null;
  return (
    <button type="button" class="button button-small" onClick={copy} aria-label={label}>
      <Icon name={isCopied ? 'check' : 'copy'} />
      {isCopied ? words().copied : words().copy}
    </button>
  );
}
