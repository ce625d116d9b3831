import type { AdminStore } from '../../shared/admin.ts';
import type { CatalogImport } from '../../shared/catalog-import.ts';
import { formatCount } from '../format/format-amounts.ts';
import { formatMoment } from '../format/format-moment.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { Link, navigate } from '../router/navigation.tsx';
import { mayEdit } from '../session/may-edit.ts';
import { language } from '../words/words.ts';
import { FileDrop } from './file-drop.tsx';
import { importApi } from './import-api.ts';
import { ImportView } from './import-view.tsx';
import { importWords } from './import-words.ts';
import './import.css';

/** Catalog files in and out; with `id` one import, from its preview to its end. */
export function ImportPage({ store, id }: { store: AdminStore; id?: string }) {
  const text = importWords();
  return (
    <>
      <Link
        to={id ? { page: 'import', store: store.key } : { page: 'products', store: store.key }}
        class="back"
      >
        <Icon name="back" /> {id ? text.title : text.back}
      </Link>
      {id ? <ImportView key={id} store={store} id={id} /> : <Start store={store} />}
    </>
  );
}

function Start({ store }: { store: AdminStore }) {
  const text = importWords();
  const open = ({ id }: CatalogImport) => navigate({ page: 'import', store: store.key, id });
  return (
    <>
      <PageHead title={text.title} />
      <div class="columns">
        <div class="column-main">
          {mayEdit() && (
            <>
              <p class="field-hint">{text.intro}</p>
              <FileDrop store={store.key} onReceived={open} />
            </>
          )}
          <History store={store.key} />
        </div>
        <div class="column-side">
          <ExportPanel store={store.key} />
        </div>
      </div>
    </>
  );
}

function ExportPanel({ store }: { store: string }) {
  const text = importWords();
  return (
    <section class="panel panel-padded">
      <h2>{text.exportTitle}</h2>
      <p class="field-hint">{text.exportText}</p>
      {(['aisle-csv', 'aisle', 'shopify', 'google-tsv', 'google-xml'] as const).map((format) => (
        <a key={format} class="button" href={importApi.exportUrl(store, format)} download>
          {text.exports[format]}
        </a>
      ))}
    </section>
  );
}

const TONES: Record<CatalogImport['status'], Tone> = {
  receiving: 'busy',
  checking: 'busy',
  ready: 'warn',
  running: 'busy',
  done: 'good',
  cancelled: 'quiet',
  failed: 'bad',
  expired: 'quiet',
};

function History({ store }: { store: string }) {
  const text = importWords();
  const list = useResource(store, (signal) => importApi.list(store, signal));
  return (
    <section class="panel panel-padded">
      <h2>{text.history}</h2>
      <ResourceView resource={list}>
        {({ imports }) =>
          imports.length === 0 ? (
            <p class="field-hint">{text.noHistory}</p>
          ) : (
            <ul class="import-history">
              {imports.map((item) => (
                <HistoryItem key={item.id} store={store} item={item} />
              ))}
            </ul>
          )
        }
      </ResourceView>
    </section>
  );
}

function HistoryItem({ store, item }: { store: string; item: CatalogImport }) {
  const text = importWords();
  const locale = language.value;
  const facts = [
    formatMoment(item.created_at, locale),
    text.by(item.actor),
    item.format && text.recognised[item.format],
    text.rowsRead(formatCount(item.records, locale)),
  ];
  return (
    <li class="import-item">
      <Link to={{ page: 'import', store, id: item.id }} class="import-history-link">
        <span class="import-name">{item.file_name || text.title}</span>
        <Badge tone={TONES[item.status]}>{text.statuses[item.status]}</Badge>
        <span class="field-hint import-facts">{facts.filter(Boolean).join(' · ')}</span>
      </Link>
    </li>
  );
}
