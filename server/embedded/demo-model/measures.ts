/** How many of its base unit: grams, gigabytes; 1 for what has none. Folded. */
const FACTORS: Record<string, number> = {
  kg: 1000,
  g: 1,
  gram: 1,
  grams: 1,
  lb: 453.6,
  lbs: 453.6,
  oz: 28.35,
  tb: 1024,
  gb: 1,
  wh: 1,
  mah: 1,
  year: 12,
  years: 12,
  nam: 12,
  month: 1,
  months: 1,
  thang: 1,
};

const NUMBER = /(-|−|–)?\s?(\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s*([a-z]+)?/g;

/** How long something lasts: the 5 of "57 Wh, khoảng 5 giờ". */
export function hoursOf(value: string): number | undefined {
  const plain = value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const hours = /(\d+(?:[.,]\d+)?)\s*(?:h|hours?|gio|tieng)(?![a-z])/.exec(plain)?.[1];
  return hours === undefined ? undefined : Number(hours.replace(',', '.'));
}

/**
 * The number of an attribute such as "1,35 kg", in its base unit; undefined when there is none. Of several
 * the one in kilograms counts ("7 lb 1 oz (3.2 kg)"), else the first.
 */
export function measureOf(value: string): number | undefined {
  const plain = value.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const matches = [...plain.matchAll(NUMBER)];
  const match = matches.find(([, , , unit]) => unit === 'kg') ?? matches[0];
  if (!match) return undefined;
  const [, minus, digits = '', unit = ''] = match;
  const grouped = /[.,]\d{3}$/.test(digits) && unit !== 'kg';
  const number = Number(grouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
  const signed = minus && match.index === 0 ? -number : number;
  return signed * (FACTORS[unit] ?? 1);
}
