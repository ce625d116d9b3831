/** The dyes of both demo catalogs, by the name that an option value carries. */
export const DYES = {
  Moss: '#74874d',
  Ember: '#cb5a3f',
  Pine: '#2f6353',
  Clay: '#b9714f',
  Sand: '#d3b78c',
  Dusk: '#4d5f92',
  Sky: '#6ba6d3',
  Glacier: '#8cc3c9',
  Marigold: '#e3a531',
  Charcoal: '#464b53',
  Plum: '#80507a',
  Bạc: '#c9ced8',
  Đen: '#33363f',
  Trắng: '#f2f3f6',
  Hồng: '#e3b4b8',
  Cam: '#e58a3c',
  'Xanh than': '#3a4a6b',
  'Xanh rêu': '#6d7a5c',
} as const;

/** Throws RangeError for a colour that nobody mixed. */
export function dye(name: string): string {
  if (!(name in DYES)) throw new RangeError(`no colour is called ${name}`);
  return DYES[name as keyof typeof DYES];
}

const SHADOW = [28, 26, 46];
const LIGHT = [255, 250, 236];

/** Towards warm light for positive amounts, towards a bluish shadow for negative ones; -1 to 1. */
export function shade(colour: string, amount: number): string {
  const target = amount < 0 ? SHADOW : LIGHT;
  const share = Math.abs(amount);
  const mixed = channels(colour).map((value, index) =>
    Math.round(value + (target[index]! - value) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** From `from` (share 0) to `to` (share 1). */
export function mix(from: string, to: string, share: number): string {
  const end = channels(to);
  const mixed = channels(from).map((value, index) =>
    Math.round(value + (end[index]! - value) * share),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
