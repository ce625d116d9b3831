/**
 * A percentage as people type it ("12.5", "12,5", "10 %") in basis points, exactly: digits are moved, never multiplied
 * as floats. Undefined when it is none, nothing, or finer than a hundredth of a percent.
 */
export function readPercent(text: string): number | undefined {
  const bare = text.replace(/[\s%]/g, '');
  const [, whole, fraction = ''] = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(bare) ?? [];
  if (whole === undefined) return undefined;
  const basisPoints = Number(whole + fraction.padEnd(2, '0'));
  return basisPoints > 0 ? basisPoints : undefined;
}
