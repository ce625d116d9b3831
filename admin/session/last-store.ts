const KEPT_AS = 'aisle-admin-store';

/** The key of the store that was open last in this browser; it may be gone since. */
export function lastStore(): string | undefined {
  try {
    return localStorage.getItem(KEPT_AS) ?? undefined;
  } catch {
    // A browser that keeps nothing begins with the first store.
    return undefined;
  }
}

export function rememberStore(key: string): void {
  try {
    localStorage.setItem(KEPT_AS, key);
  } catch {
    // As above.
  }
}
