import { readEmbedOptions, type Served } from './embed-options.ts';
import { startOnPage, warn } from './start.ts';

declare global {
  /** Not a variable: the server writes a JSON object in its place. */
  const AISLE_SERVED: Served;
}

try {
  const embed = readEmbedOptions(document.currentScript as HTMLScriptElement, AISLE_SERVED);
  startOnPage(embed, (again) => import(/* @vite-ignore */ embed.panelUrl + again));
} catch (error) {
  warn(error);
}
