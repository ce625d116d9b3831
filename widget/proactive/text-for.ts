import type { PublicProactive } from '../../shared/proactive.ts';

export type Text = PublicProactive['rules'][number]['texts'][number];

/** In the first of the languages (BCP 47) that there is a text for, else the first text. */
export function textFor(texts: readonly Text[], wanted: readonly (string | undefined)[]): Text {
  for (const tag of wanted) {
    const locale = localeOf(tag);
    const inLanguage = texts.filter(
      (text) => locale && localeOf(text.locale)?.language === locale.language,
    );
    const found =
      inLanguage.find((text) => text.locale.toLowerCase() === tag?.toLowerCase()) ??
      inLanguage.find((text) => localeOf(text.locale)?.script === locale?.script) ??
      inLanguage[0];
    if (found) return found;
  }
  return texts[0]!;
}

/** With the script that the language or the country has. */
function localeOf(tag: string | undefined): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag!).maximize();
  } catch {
    return undefined;
  }
}
