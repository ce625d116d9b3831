/** A number of pieces; null for an empty text (the shop does not count), undefined for anything else. */
export function readStock(text: string): number | null | undefined {
  const bare = text.replace(/\s/g, '');
  if (bare === '') return null;
  return /^\d{1,9}$/.test(bare) ? Number(bare) : undefined;
}
