/** The tag that is always current. `origin` is where browsers reach this installation. */
export function evergreenTag(origin: string, store: string): string {
  return `<script async src="${origin}/widget.js?store=${store}"></script>`;
}

/** The tag of one version that never changes, checked by its fingerprint. */
export function pinnedTag(
  origin: string,
  store: string,
  loader: { path: string; integrity: string },
): string {
  return [
    '<script async',
    `  src="${origin}${loader.path}"`,
    `  data-store="${store}"`,
    `  integrity="${loader.integrity}"`,
    '  crossorigin="anonymous"></script>',
  ].join('\n');
}
