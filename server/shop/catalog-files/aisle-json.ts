import { fileProblem } from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { checkProduct } from './check-product.ts';

/** One UCP product a line, or an array of them. */
export const aisleJson: FormatReader = {
  priceColumns: [],
  needs: [],
  groupOf: () => ({ group: '' }),
  statesHandle: () => true,
  read([record], { currency }) {
    const { line = 1, values = {} } = record ?? {};
    const text = values.json?.[0] ?? '';
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { problems: [fileProblem(line, 'not_json', { value: text })] };
    }
    return checkProduct(value, { line, currency });
  },
};
