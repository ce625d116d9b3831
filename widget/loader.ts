import { readEmbedOptions, type Served } from './embed-options.ts';
import { type LoadPart, startOnPage, warn } from './start.ts';

declare global {
  /** Not a variable: the server writes a JSON object in its place. */
  const AISLE_SERVED: Served;
}

try {
  const served = AISLE_SERVED;
  const embed = readEmbedOptions(document.currentScript as HTMLScriptElement, served);
  const load: LoadPart = (part, again = '') =>
    served[part] && import(/* @vite-ignore */ embed.base + served[part] + again);
  startOnPage(embed, load);
} catch (error) {
  warn(error);
}
