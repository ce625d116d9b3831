import { readEmbedOptions, type Served } from './embed-options.ts';
import { startOnPage, warn } from './start.ts';

declare global {
  /** Not a variable: the server writes a JSON object in its place. */
  const AISLE_SERVED: Served;
}

try {
  const embed = readEmbedOptions(document.currentScript as HTMLScriptElement, AISLE_SERVED);
  // A browser remembers a failed import by its address, so the next attempt asks for another one.
  startOnPage(
    embed,
    (failures) => import(/* @vite-ignore */ embed.panelUrl + (failures ? `?${failures}` : '')),
  );
} catch (error) {
  warn(error);
}
