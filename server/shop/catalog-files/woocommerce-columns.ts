import { columnName } from './csv-records.ts';
import { COLUMNS, HEADINGS } from './woocommerce-headings.ts';

const NUMBER = '%d';

/** The English name of each heading, both as `columnName` gives them; of an attribute with `%d` for its number. */
const ENGLISH = new Map(
  Object.values(HEADINGS).flatMap((line) =>
    line
      .split('|')
      .flatMap((headings, index) =>
        headings.split(' / ').map((heading) => [columnName(heading), COLUMNS[index]!] as const),
      ),
  ),
);

/**
 * The English name of a column (as `columnName` gives it); what is not known stays. WooCommerce's exporter translates its
 * columns into the language of whoever exports.
 */
export function woocommerceColumn(column: string): string {
  const plain = column.replaceAll('’', "'");
  const known = ENGLISH.get(plain);
  if (known !== undefined) return known;
  const [number] = /\d+/.exec(plain) ?? [];
  if (number === undefined) return column;
  return ENGLISH.get(plain.replace(number, NUMBER))?.replace(NUMBER, number) ?? column;
}
