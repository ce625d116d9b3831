import { describe, expect, it } from 'vitest';
import { spendByDay } from '../../../admin/costs/spend-by-day.ts';
import type { AdminCosts, AdminSpendLine } from '../../../shared/admin-costs.ts';

function line(changes: Partial<AdminSpendLine>): AdminSpendLine {
  return {
    day: '2026-03-01',
    model: 'small',
    calls: 1,
    failed_calls: 0,
    unpriced_calls: 0,
    input_tokens: 1,
    cached_input_tokens: 0,
    output_tokens: 1,
    images: 0,
    cost_micros: null,
    median_first_content_ms: null,
    ...changes,
  };
}

function costs(spend: AdminSpendLine[]): AdminCosts {
  const store = { spent_micros: 0, reserved_micros: 0, limit_micros: null };
  const limits = { visitor_limit_micros: null, installation: null };
  return { today: '2026-03-02', days: 4, store, ...limits, spend };
}

describe('spendByDay', () => {
  it('has a bar for every day, across the end of a month, and adds up the models of a day', () => {
    const spend = [
      line({ day: '2026-03-02', cost_micros: 5 }),
      line({ cost_micros: 20 }),
      line({ model: 'large', cost_micros: 300 }),
      line({ model: 'relay' }),
    ];
    expect(spendByDay(costs(spend))).toEqual({
      unit: 'cost',
      bars: [
        { day: '2026-02-27', amount: 0 },
        { day: '2026-02-28', amount: 0 },
        { day: '2026-03-01', amount: 320 },
        { day: '2026-03-02', amount: 5 },
      ],
    });
  });

  it('counts calls where nothing cost anything', () => {
    const { unit, bars } = spendByDay(costs([line({ cost_micros: 0, calls: 7 })]));
    expect([unit, bars[2]]).toEqual(['calls', { day: '2026-03-01', amount: 7 }]);
  });
});
