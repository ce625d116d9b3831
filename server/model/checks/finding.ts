/** What one check of an endpoint, or of the database, found; `remedy` is what a person can do about it. */
export type Finding =
  | { name: string; ok: true; found: string }
  | { name: string; ok: false; found: string; remedy: string };
