import type { CatalogExportFormat } from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';
import { AISLE_COLUMNS, aisleRows } from './aisle-csv.ts';
import { csvLine } from './cell-text.ts';
import {
  GOOGLE_COLUMNS,
  googleItems,
  googleTsvLine,
  googleXmlItem,
  tsvLine,
} from './google-items.ts';
import { SHOPIFY_COLUMNS, shopifyRows } from './shopify-rows.ts';

/** `aisle`: a UCP product a line; `google-xml` an RSS feed; the others are tables. */
export type ExportFormat = CatalogExportFormat;

export interface CatalogWriting {
  mediaType: string;
  extension: string;
  /** What the file begins with; Excel takes UTF-8 for what it is by the mark. */
  head: string;
  /** What it ends with. */
  tail: string;
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
        tail: '',
        productText: (product) => `${JSON.stringify(product)}\n`,
      };
    case 'aisle-csv':
      return table([...AISLE_COLUMNS], aisleRows);
    case 'shopify':
      return table([...SHOPIFY_COLUMNS], shopifyRows);
    case 'google-tsv':
      return {
        mediaType: 'text/tab-separated-values; charset=utf-8',
        extension: 'tsv',
        head: tsvLine(GOOGLE_COLUMNS),
        tail: '',
        productText: (product) => googleItems(product).map(googleTsvLine).join(''),
      };
    case 'google-xml':
      return {
        mediaType: 'application/xml; charset=utf-8',
        extension: 'xml',
        head: '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n',
        tail: '</channel>\n</rss>\n',
        productText: (product) => googleItems(product).map(googleXmlItem).join(''),
      };
  }
}

function table(columns: string[], rowsOf: (product: Product) => string[][]): CatalogWriting {
  return {
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    head: `\uFEFF${csvLine(columns)}`,
    tail: '',
    productText: (product) => rowsOf(product).map(csvLine).join(''),
  };
}
