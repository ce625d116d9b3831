const LONGEST = 63;

/** What a name would be as a key: "Đồ dã ngoại An" is do-da-ngoai-an. Empty when nothing of it can stand in one. */
export function storeKeyOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}
