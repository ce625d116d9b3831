import type { CardProduct, ComparedAttribute } from '../../../shared/card.ts';
import { usePanel } from '../panel-context.ts';

interface ComparisonTableProps {
  products: CardProduct[];
  comparison: ComparedAttribute[];
}

/** What the shop says of products, attribute by attribute, under their cards. */
export function ComparisonTable({ products, comparison }: ComparisonTableProps) {
  const { labels } = usePanel();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too.
    <section class="table comparison" aria-label={labels.comparison} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <td />
            {products.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {products.map(({ id }, index) => (
                <td key={id}>{values[index] ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
