import { csvLine } from '../shop/catalog-files/cell-text.ts';
import { problemText, type SentenceLanguage } from '../shop/catalog-files/problem-text.ts';
import type { CatalogImports } from './catalog-imports.ts';

const ROWS_AT_ONCE = 200;
const HEADERS: Record<SentenceLanguage, string[]> = {
  en: ['line', 'product', 'reason'],
  vi: ['dòng', 'sản phẩm', 'lý do'],
};

export interface RefusedImport {
  storeId: string;
  importId: string;
  language: SentenceLanguage;
}

/** What was refused of a file as a table, a page at a time; the first line is its header. */
export async function* refusalLines(
  imports: Pick<CatalogImports, 'rows'>,
  { storeId, importId, language }: RefusedImport,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(HEADERS[language])}`;
  let cursor: string | undefined;
  do {
    const query = { kind: 'refused', cursor, limit: ROWS_AT_ONCE } as const;
    const page = await imports.rows(storeId, importId, query);
    const lines = (page?.rows ?? []).flatMap(({ title, problems }) =>
      problems.map((problem) =>
        csvLine([String(problem.line), title, problemText(problem, language)]),
      ),
    );
    if (lines.length > 0) yield lines.join('');
    cursor = page?.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
