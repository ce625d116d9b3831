const queries = new Map<string, string>();

/** Keeps what the list of a store was narrowed to, so that a product's page leads back to it. */
export function rememberList(storeKey: string, query: string): void {
  queries.set(storeKey, query);
}

export function lastList(storeKey: string): string | undefined {
  return queries.get(storeKey);
}
