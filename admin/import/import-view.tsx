import { useEffect, useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { CatalogImport } from '../../shared/catalog-import.ts';
import { formatCount } from '../format/format-amounts.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { announce } from '../parts/toast.tsx';
import { Link } from '../router/navigation.tsx';
import { mayEdit } from '../session/may-edit.ts';
import { language } from '../words/words.ts';
import { importApi } from './import-api.ts';
import { ImportRows } from './import-rows.tsx';
import { importWords } from './import-words.ts';
import { RunPanel } from './run-panel.tsx';
import { isWorkedOn, useImport } from './use-import.ts';

interface ImportViewProps {
  store: AdminStore;
  id: string;
}

/** One import: how far it is, what it would do, and what it did. */
export function ImportView({ store, id }: ImportViewProps) {
  const resource = useImport(store.key, id);
  return (
    <ResourceView resource={resource}>
      {(item) => (
        <>
          <PageHead title={item.file_name || importWords().title} />
          <Summary item={item} />
          <Stage store={store.key} item={item} onChange={(next) => resource.update(() => next)} />
          {hasRows(item) && <ImportRows key={item.status} store={store.key} item={item} />}
        </>
      )}
    </ResourceView>
  );
}

/** What was refused can be looked at as long as it is kept. */
function hasRows({ status, products }: CatalogImport): boolean {
  return products !== null && ['ready', 'running', 'done', 'cancelled'].includes(status);
}

function Summary({ item }: { item: CatalogImport }) {
  const text = importWords();
  const facts = [
    text.statuses[item.status],
    item.format && text.recognised[item.format],
    text.rowsRead(formatCount(item.records, language.value)),
  ];
  return (
    <p class="import-summary" role="status">
      {facts.filter(Boolean).join(' · ')}
    </p>
  );
}

interface StageProps {
  store: string;
  item: CatalogImport;
  onChange(next: CatalogImport): void;
}

function Stage({ store, item, onChange }: StageProps) {
  const text = importWords();
  useAnnouncedEnd(item);
  if (isWorkedOn(item)) return <Progress store={store} item={item} onChange={onChange} />;
  if (item.status === 'ready') {
    return mayEdit() ? <RunPanel store={store} item={item} onChange={onChange} /> : null;
  }
  if (item.status === 'failed') return <Failed store={store} item={item} />;
  return <Ended store={store} item={item} text={endText(item, text)} />;
}

function endText(item: CatalogImport, text: ReturnType<typeof importWords>): string {
  if (item.status === 'expired') return text.expired;
  const { counts, missing_done: hidden, products } = item;
  const left = (products ?? 0) - counts.new - counts.changed - counts.unchanged - counts.refused;
  const count = (number: number) => formatCount(number, language.value);
  return [
    item.status === 'cancelled' && text.stopped,
    text.made(count(counts.new)),
    text.changed(count(counts.changed)),
    left > 0 && text.left(count(left)),
    hidden ? text.hidden(count(hidden)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whoever waits for the end may look elsewhere meanwhile. */
function useAnnouncedEnd(item: CatalogImport): void {
  const [first] = useState(item.status);
  useEffect(() => {
    if (item.status === 'done' && first !== 'done') announce(importWords().statuses.done);
  }, [item.status, first]);
}

function Progress({ store, item, onChange }: StageProps) {
  const text = importWords();
  const count = (number: number) => formatCount(number, language.value);
  const { products, reached, status } = item;
  const told = status === 'running' ? text.running : text.checking;
  const label = products === null ? text.sorting : told(count(reached), count(products));
  return (
    <section class="panel panel-padded import-progress">
      <p id="import-progress">{item.cancel_requested ? text.cancelling : label}</p>
      <progress
        aria-labelledby="import-progress"
        max={products ?? 1}
        value={products === null ? undefined : reached}
      />
      {mayEdit() && (
        <button
          type="button"
          class="button button-small"
          disabled={item.cancel_requested}
          onClick={() => void importApi.cancel(store, item.id).then(onChange, () => {})}
        >
          {text.cancel}
        </button>
      )}
    </section>
  );
}

function Failed({ store, item }: { store: string; item: CatalogImport }) {
  const text = importWords();
  const { code, line } = item.failure ?? { code: 'internal' as const, line: 0 };
  const reason = text.failures[code];
  return (
    <div class="notice notice-bad" role="alert">
      <p>{line > 0 ? text.failureOnLine(line, reason) : reason}</p>
      {item.started_at !== null && <p>{endText(item, text)}</p>}
      <Link to={{ page: 'import', store }} class="button">
        {text.another}
      </Link>
    </div>
  );
}

function Ended({ store, item, text: told }: { store: string; item: CatalogImport; text: string }) {
  const text = importWords();
  return (
    <section class="panel panel-padded">
      <p class="notice-title">{told}</p>
      <div class="import-actions">
        <Link to={{ page: 'products', store }} class="button button-main">
          {text.toProducts}
        </Link>
        <Link to={{ page: 'import', store }} class="button">
          {text.another}
        </Link>
        {item.counts.refused > 0 && (
          <a class="button" href={importApi.refusedUrl(store, item.id, language.value)} download>
            {text.downloadRefused}
          </a>
        )}
      </div>
    </section>
  );
}
