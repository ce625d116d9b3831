/** Lower case without diacritics, so that "Lều", "lều" (decomposed) and "leu" are one word; đ counts as d. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
