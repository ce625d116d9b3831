/** Links end up in storefronts: an http(s) address or a path on this installation, no other scheme. */
export function isLink(url: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(url) || /^\/(?!\/)[^\s]*$/.test(url);
}
