import { useState } from 'preact/hooks';
import type {
  CatalogImport,
  ImportFieldChange,
  ImportRow,
  ImportRowKind,
} from '../../shared/catalog-import.ts';
import { formatCount } from '../format/format-amounts.ts';
import { PagedList } from '../parts/paged-list.tsx';
import { Link } from '../router/navigation.tsx';
import { language } from '../words/words.ts';
import { importApi } from './import-api.ts';
import { importWords } from './import-words.ts';

const KINDS: ImportRowKind[] = ['new', 'changed', 'unchanged', 'refused'];

/** The file's products by what becomes of them. The first that there is anything to see of is shown. */
export function ImportRows({ store, item }: { store: string; item: CatalogImport }) {
  const text = importWords();
  const order: ImportRowKind[] = ['changed', 'new', 'refused', 'unchanged'];
  const [kind, setKind] = useState(order.find((name) => item.counts[name] > 0) ?? 'new');
  return (
    <section class="panel panel-padded">
      <fieldset class="import-kinds">
        <legend class="visually-hidden">{text.changes}</legend>
        {KINDS.map((name) => (
          <button
            key={name}
            type="button"
            class="import-kind"
            aria-pressed={name === kind}
            onClick={() => setKind(name)}
          >
            {text.kinds[name]} <strong>{formatCount(item.counts[name], language.value)}</strong>
          </button>
        ))}
      </fieldset>
      <p class="field-hint">{text.kindHints[kind]}</p>
      <PagedList<ImportRow>
        listKey={`${item.id} ${item.status} ${kind}`}
        load={async (cursor, signal) => {
          const page = await importApi.rows(store, item.id, { kind, cursor, signal });
          return { items: page.rows, nextCursor: page.next_cursor };
        }}
        empty={<p class="field-hint">{text.noneOfKind}</p>}
      >
        {(rows) => (
          <ul class="import-rows">
            {rows.map((row) => (
              <Row key={row.position} store={store} row={row} />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}

function Row({ store, row }: { store: string; row: ImportRow }) {
  const text = importWords();
  const title = row.title || text.product;
  return (
    <li class="import-row">
      <div class="import-row-head">
        {row.product_id ? (
          <Link to={{ page: 'product', store, id: row.product_id }}>{title}</Link>
        ) : (
          <span>{title}</span>
        )}
        <span class="field-hint">{text.line(row.line)}</span>
      </div>
      {row.changes.length > 0 && (
        <ul class="import-changes">
          {row.changes.map((change) => (
            <Change key={`${change.variant} ${change.field} ${change.after}`} change={change} />
          ))}
        </ul>
      )}
      {row.problems.length > 0 && (
        <ul class="import-problems">
          {row.problems.map(({ line, reason, field, value }) => (
            <li key={`${line} ${field} ${reason} ${value}`}>
              {line !== row.line && `${text.line(line)}: `}
              {field && <code>{field}</code>} {text.reasons[reason](value)}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Change({ change }: { change: ImportFieldChange }) {
  const text = importWords();
  const field = text.fields[change.field] ?? change.field;
  return (
    <li class="import-change">
      <span class="import-field">
        {change.variant === null ? field : `${change.variant}: ${field}`}
      </span>
      <span class="import-values">
        <del>
          <span class="visually-hidden">{text.from} </span>
          {change.before ?? text.wasNothing}
        </del>
        <span aria-hidden="true"> → </span>
        <ins>
          <span class="visually-hidden">{text.to} </span>
          {change.after ?? text.becomesNothing}
        </ins>
      </span>
    </li>
  );
}
