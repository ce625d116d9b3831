/** The one key in the page's localStorage that belongs to a store's widget. */
export function savedKey(storeKey: string): string {
  return `aisle:${storeKey}`;
}
