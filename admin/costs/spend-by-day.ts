import type { AdminCosts } from '../../shared/admin-costs.ts';

export interface DayBar {
  /** YYYY-MM-DD */
  day: string;
  /** Millionths of a US dollar, or a number of calls. */
  amount: number;
}

export interface SpendByDay {
  /** Where nothing cost anything, the number of calls says more. */
  unit: 'cost' | 'calls';
  /** Oldest first, one for every day of the period, also where nothing happened. */
  bars: DayBar[];
}

const DAY_MS = 86_400_000;

/** Adds up the models of each day. */
export function spendByDay({ today, days, spend }: AdminCosts): SpendByDay {
  const unit = spend.some(({ cost_micros: cost }) => (cost ?? 0) > 0) ? 'cost' : 'calls';
  const amounts = new Map<string, number>();
  for (const { day, calls, cost_micros: cost } of spend) {
    amounts.set(day, (amounts.get(day) ?? 0) + (unit === 'cost' ? (cost ?? 0) : calls));
  }
  const bars = Array.from({ length: days }, (_, index) => {
    const before = (days - 1 - index) * DAY_MS;
    const day = new Date(Date.parse(today) - before).toISOString().slice(0, 10);
    return { day, amount: amounts.get(day) ?? 0 };
  });
  return { unit, bars };
}
