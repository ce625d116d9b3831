const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Lower-case UUIDs only: one photo has one name, and a name is never a path. */
export function isImageId(text: string): boolean {
  return UUID.test(text);
}
