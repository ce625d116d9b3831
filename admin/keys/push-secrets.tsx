import { useState } from 'preact/hooks';
import type { AdminInstall, AdminStore } from '../../shared/admin.ts';
import type {
  NewWebhookSecret,
  WebhookSecretList,
  WebhookSecretRow,
} from '../../shared/machine.ts';
import { adminApi } from '../api/admin-api.ts';
import { peopleApi } from '../api/people-api.ts';
import { formatDateTime } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Field } from '../parts/field.tsx';
import { Modal } from '../parts/modal.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { useResource } from '../parts/use-resource.ts';
import { language } from '../words/words.ts';
import { pushSecretsWords } from './push-secrets-words.ts';

/** The server keeps no more, so that an old one is not forgotten. */
const MOST_SECRETS = 2;

/** What a store's other systems sign their pushes of stock and prices with. */
export function PushSecrets({
  stores,
  first,
}: {
  stores: AdminStore[];
  first: string | undefined;
}) {
  const text = pushSecretsWords();
  const [key, setKey] = useState(first);
  if (key === undefined) return null;
  return (
    <section class="panel panel-padded push-secrets">
      <div>
        <h2>{text.title}</h2>
        <p class="field-hint">{text.text}</p>
      </div>
      {stores.length > 1 && (
        <Field label={text.store}>
          <select class="input" value={key} onChange={(event) => setKey(event.currentTarget.value)}>
            {stores.map((store) => (
              <option key={store.key} value={store.key}>
                {store.name}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Address storeKey={key} />
      <SecretsOf key={key} storeKey={key} />
    </section>
  );
}

function Address({ storeKey }: { storeKey: string }) {
  const text = pushSecretsWords();
  const install = useResource<AdminInstall>('', (signal) => adminApi.install(signal));
  const publicUrl = install.value?.public_url;
  const origin = publicUrl ? new URL(publicUrl).origin : location.origin;
  const address = `${origin}/v1/hooks/${storeKey}/stock`;
  return (
    <div class="push-address">
      <span>{text.address}</span>
      <code>{address}</code>
      <CopyButton text={address} label={text.copyAddress} />
    </div>
  );
}

function SecretsOf({ storeKey }: { storeKey: string }) {
  const text = pushSecretsWords();
  const list = useResource<WebhookSecretList>(storeKey, (signal) =>
    peopleApi.webhookSecrets(storeKey, signal),
  );
  const [made, setMade] = useState<NewWebhookSecret | undefined>(undefined);
  const { run, isBusy, error } = useAction();
  const make = () =>
    run(async () => {
      setMade(await peopleApi.makeWebhookSecret(storeKey));
      list.reload();
    });
  return (
    <ResourceView resource={list}>
      {({ secrets }) => (
        <>
          {secrets.length === 0 && <p class="quiet">{text.none}</p>}
          {secrets.length > 0 && (
            <ul class="push-secret-list">
              {secrets.map((secret) => (
                <SecretRow
                  key={secret.id}
                  storeKey={storeKey}
                  secret={secret}
                  onDeleted={list.reload}
                />
              ))}
            </ul>
          )}
          {secrets.length < MOST_SECRETS ? (
            <button type="button" class="button push-make" disabled={isBusy} onClick={make}>
              {text.make}
            </button>
          ) : (
            <p class="field-hint">{text.full}</p>
          )}
          <AlertText>{error}</AlertText>
          {made && <MadeSecret made={made} onClose={() => setMade(undefined)} />}
        </>
      )}
    </ResourceView>
  );
}

interface SecretRowProps {
  storeKey: string;
  secret: WebhookSecretRow;
  onDeleted(): void;
}

function SecretRow({ storeKey, secret, onDeleted }: SecretRowProps) {
  const text = pushSecretsWords();
  const { run, isBusy, error } = useAction();
  const when = formatDateTime(secret.created_at, language.value);
  const remove = () =>
    run(async () => {
      await peopleApi.removeWebhookSecret(storeKey, secret.id);
      announce(text.deleted);
      onDeleted();
    });
  return (
    <li class="push-secret">
      <span>{text.made(when)}</span>
      <button
        type="button"
        class="button button-small button-bad"
        aria-label={text.deleteOf(when)}
        disabled={isBusy}
        onClick={() => {
          if (confirm(text.sure)) void remove();
        }}
      >
        {text.delete}
      </button>
      <AlertText>{error}</AlertText>
    </li>
  );
}

function MadeSecret({ made, onClose }: { made: NewWebhookSecret; onClose(): void }) {
  const text = pushSecretsWords();
  return (
    <Modal title={text.madeTitle} onClose={onClose}>
      <p>{text.madeText}</p>
      <CodeBlock label={text.secret} code={made.secret} />
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={onClose}>
          {text.done}
        </button>
        <CopyButton text={made.secret} label={text.copySecret} />
      </div>
    </Modal>
  );
}
