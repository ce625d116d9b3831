import { z } from 'zod';
import { toMinorUnits } from '../shop/money.ts';
import { ToolError } from './tool.ts';

/** An amount as the shopper said it, in whole units of the store's currency: 300 is $300, 20000000 is 20.000.000 ₫. */
export const StatedAmount = z
  .number()
  .nonnegative()
  .describe(
    "In the shop's currency as a person says it: 300 means $300, 20000000 means 20 million dong.",
  );

/** In minor units. Throws ToolError when the currency cannot express it. */
export function statedAmount(amount: number, currency: string): number;
export function statedAmount(amount: number | undefined, currency: string): number | undefined;
export function statedAmount(amount: number | undefined, currency: string): number | undefined {
  if (amount === undefined) return undefined;
  const minor = toMinorUnits(amount, currency);
  if (minor === undefined) throw new ToolError(`${amount} is not an amount of ${currency}.`);
  return minor;
}
