import type { AdminRefusedPages, AdminSettings, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { formatMoment } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { Link } from '../router/navigation.tsx';
import { mayEdit } from '../session/may-edit.ts';
import { useSettingsSave } from '../settings/use-settings-save.tsx';
import { language, words } from '../words/words.ts';

/** The storefront addresses of a store, and pages that were refused: the first thing to look for when a widget is silent. */
export function OriginsPanel({ store }: { store: AdminStore }) {
  const text = words();
  const settings = useResource<AdminSettings>(store.key, (signal) =>
    adminApi.settings(store.key, signal),
  );
  return (
    <section class="panel panel-padded">
      <div class="section-head">
        <h2>{text.originsTitle}</h2>
        <Link to={{ page: 'settings', store: store.key }}>{text.changeSettings}</Link>
      </div>
      <ResourceView resource={settings}>
        {(seen) => (
          <>
            {seen.allowed_origins.length === 0 ? (
              <p class="quiet">{text.originsNone}</p>
            ) : (
              <ul class="origins">
                {seen.allowed_origins.map((origin) => (
                  <li key={origin}>
                    <code>{origin}</code>
                  </li>
                ))}
              </ul>
            )}
            <RefusedPages
              store={store}
              settings={seen}
              onStored={(stored) => settings.update(() => stored)}
            />
          </>
        )}
      </ResourceView>
    </section>
  );
}

interface RefusedPagesProps {
  store: AdminStore;
  settings: AdminSettings;
  onStored(settings: AdminSettings): void;
}

/** Nothing while there are none, or while nobody can say. */
function RefusedPages({ store, settings, onStored }: RefusedPagesProps) {
  const text = words();
  const refused = useResource<AdminRefusedPages>(store.key, (signal) =>
    adminApi.refusedPages(store.key, signal),
  );
  const { save, isSaving, error, dialog } = useSettingsSave(store, settings, onStored);
  const { allowed_origins: allowed } = settings;
  const pages = refused.value?.pages.filter(({ origin }) => !allowed.includes(origin)) ?? [];
  if (pages.length === 0) return null;
  return (
    <div class="refused">
      <h3>{text.refusedTitle}</h3>
      <p class="quiet">{text.refusedText}</p>
      <ul>
        {pages.map(({ origin, last_at: lastAt }) => (
          <li key={origin}>
            <code>{origin}</code>
            <span class="quiet">{formatMoment(lastAt, language.value)}</span>
            {mayEdit() && (
              <button
                type="button"
                class="button button-small"
                aria-label={`${text.allowPage}: ${origin}`}
                disabled={isSaving}
                onClick={() => save({ allowed_origins: [...allowed, origin] })}
              >
                {text.allowPage}
              </button>
            )}
          </li>
        ))}
      </ul>
      <AlertText>{error}</AlertText>
      {dialog}
    </div>
  );
}
