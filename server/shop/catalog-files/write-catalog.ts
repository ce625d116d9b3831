import type { CatalogExportFormat } from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';
import { AISLE_COLUMNS, aisleRows } from './aisle-csv.ts';
import { csvLine } from './cell-text.ts';
import { SHOPIFY_COLUMNS, shopifyRows } from './shopify-rows.ts';

/** `aisle`: a UCP product a line; the others are tables. */
export type ExportFormat = CatalogExportFormat;

export interface CatalogWriting {
  mediaType: string;
  extension: string;
  /** What the file begins with; Excel takes UTF-8 for what it is by the mark. */
  head: string;
  productText(product: Product): string;
}

/** How a catalog is written in a format, product by product. */
export function catalogWriting(format: ExportFormat): CatalogWriting {
  switch (format) {
    case 'aisle':
      return {
        mediaType: 'application/x-ndjson; charset=utf-8',
        extension: 'jsonl',
        head: '',
        productText: (product) => `${JSON.stringify(product)}\n`,
      };
    case 'aisle-csv':
      return table([...AISLE_COLUMNS], aisleRows);
    case 'shopify':
      return table([...SHOPIFY_COLUMNS], shopifyRows);
  }
}

function table(columns: string[], rowsOf: (product: Product) => string[][]): CatalogWriting {
  return {
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    head: `\uFEFF${csvLine(columns)}`,
    productText: (product) => rowsOf(product).map(csvLine).join(''),
  };
}
