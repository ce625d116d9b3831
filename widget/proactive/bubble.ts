import css from './bubble.css?inline';
import type { Text } from './text-for.ts';

const READER_MS = 100;

interface Pressed {
  onOpen(): void;
  onClose(): void;
}

/**
 * A line beside the launcher, which a screen reader reads out when it comes. Takes no focus, and moves nothing of the page.
 * Returns what takes it away.
 */
export function bubbleIn(
  root: ShadowRoot,
  { text, close, locale }: Text,
  { onOpen, onClose }: Pressed,
): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const voice = document.createElement('div');
  voice.className = 'voice';
  voice.setAttribute('role', 'status');
  const line = document.createElement('div');
  line.className = 'line side';
  line.part.add('proactive');
  line.lang = locale;
  line.dir = 'auto';
  line.onkeydown = ({ key }) => {
    if (key === 'Escape') onClose();
  };
  const closer = button('closer', '×', onClose);
  closer.ariaLabel = close;
  line.append(button('said', text, onOpen), closer);
  root.append(voice);
  // A screen reader reads what comes into an element that it has seen.
  const coming = setTimeout(() => voice.append(line), READER_MS);
  return () => {
    clearTimeout(coming);
    voice.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

function button(className: string, text: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.textContent = text;
  element.onclick = onClick;
  return element;
}
