import { useState } from 'preact/hooks';
import type { AdminSettings, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useResource } from '../parts/use-resource.ts';
import { mayEdit } from '../session/may-edit.ts';
import { askSession, changeStore } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { BudgetSettings } from './budget-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import './settings.css';
import { LookSettings } from './look-settings.tsx';
import { ProactiveSettings } from './proactive-settings.tsx';
import { readSettingsDraft, settingsDraftOf } from './settings-draft.ts';
import { ConversationSettings, OriginSettings } from './settings-sections.tsx';
import { settingsWords } from './settings-words.ts';
import { StoreSettings } from './store-settings.tsx';
import { useSettingsSave } from './use-settings-save.tsx';

export function SettingsPage({ store }: { store: AdminStore }) {
  const settings = useResource<AdminSettings>(store.key, (signal) =>
    adminApi.settings(store.key, signal),
  );
  return (
    <>
      <PageHead title={words().settings} />
      <ResourceView resource={settings}>
        {(value) => (
          <SettingsForm
            key={value.version}
            store={store}
            settings={value}
            onStored={(stored) => {
              settings.update(() => stored);
              const { name, locale, time_zone, currency } = stored;
              const hasNewCurrency = currency !== store.currency;
              changeStore(store.key, { name, locale, time_zone });
              // How many decimals it has, the server says.
              if (hasNewCurrency) void askSession();
            }}
          />
        )}
      </ResourceView>
    </>
  );
}

interface SettingsFormProps {
  store: AdminStore;
  settings: AdminSettings;
  onStored(settings: AdminSettings): void;
}

/** Starts anew, by its key, when another version of the settings is there. */
function SettingsForm({ store, settings, onStored }: SettingsFormProps) {
  const locale = language.value;
  const [draft, setDraft] = useState(() => settingsDraftOf(settings, locale));
  const { save, isSaving, error, dialog } = useSettingsSave(store, settings, onStored);
  const reading = readSettingsDraft(draft, settings, { locale });
  const section = {
    draft,
    mistakes: reading.mistakes,
    onChange: (fields: Partial<typeof draft>) => setDraft((last) => ({ ...last, ...fields })),
  };
  return (
    <form
      class="settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.change && reading.count > 0) void save(reading.change);
      }}
    >
      {!mayEdit() && <p class="notice">{settingsWords().readOnly}</p>}
      <fieldset class="settings" disabled={!mayEdit()}>
        <StoreSettings hasFixedCurrency={!settings.currency_changeable} {...section} />
        <ConversationSettings {...section} />
        <LookSettings {...section} />
        <ProactiveSettings {...section} />
        <OriginSettings {...section} />
        <BudgetSettings store={store} {...section} />
        <PrivacySettings {...section} />
      </fieldset>
      <SaveBar
        count={reading.count}
        isBlocked={reading.change === undefined}
        isSaving={isSaving}
        error={error}
        onDiscard={() => setDraft(settingsDraftOf(settings, locale))}
      />
      {dialog}
    </form>
  );
}
