import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminKeyList, MadeKey } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { KeyRow } from './key-row.tsx';
import './keys.css';
import { keysWords } from './keys-words.ts';
import { MadeKeyDialog } from './made-key-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { PushSecrets } from './push-secrets.tsx';

interface KeysPageProps {
  stores: AdminStore[];
  /** The one that the forms begin with. */
  menuStore: AdminStore | undefined;
}

/** For owners: what programs may do here. */
export function KeysPage({ stores, menuStore }: KeysPageProps) {
  const text = keysWords();
  const list = useResource<AdminKeyList>('', (signal) => peopleApi.keys(signal));
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | undefined>(undefined);
  return (
    <>
      <PageHead title={text.keys}>
        <button type="button" class="button button-main" onClick={() => setMaking(true)}>
          <Icon name="plus" /> {text.newKey}
        </button>
      </PageHead>
      <p class="quiet">{text.keysText}</p>
      <ResourceView resource={list}>
        {({ keys }) =>
          keys.length === 0 ? (
            <EmptyState title={text.noKeys} text={text.noKeysText} />
          ) : (
            <ul class="keys">
              {keys.map((key) => (
                <KeyRow
                  key={key.id}
                  apiKey={key}
                  storeName={stores.find((store) => store.key === key.store)?.name}
                  onRevoked={list.reload}
                />
              ))}
            </ul>
          )
        }
      </ResourceView>
      <PushSecrets stores={stores} first={menuStore?.key} />
      {isMaking && (
        <NewKeyDialog
          stores={stores}
          first={menuStore?.key}
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
            list.reload();
          }}
        />
      )}
      {made && <MadeKeyDialog made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}
