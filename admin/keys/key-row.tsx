import type { AdminKey } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { formatDate, formatMoment } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Badge } from '../parts/badge.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { language } from '../words/words.ts';
import { keysWords } from './keys-words.ts';

interface KeyRowProps {
  apiKey: AdminKey;
  /** Undefined for a key of every store. */
  storeName: string | undefined;
  onRevoked(): void;
}

export function KeyRow({ apiKey, storeName, onRevoked }: KeyRowProps) {
  const text = keysWords();
  const locale = language.value;
  const { run, isBusy, error } = useAction();
  const { name, last_used_at: lastUsed, expires_at: end } = apiKey;
  const revoke = () =>
    run(async () => {
      await peopleApi.revokeKey(apiKey.id);
      announce(text.revoked);
      onRevoked();
    });
  const facts: Fact[] = [
    [text.store, storeName ?? apiKey.store ?? text.allStores],
    [text.scopes, apiKey.scopes.map((scope) => text.scopeNames[scope]).join(' · ')],
    [text.created, formatDate(apiKey.created_at, locale)],
    [text.lastUsed, lastUsed === null ? text.notUsed : formatMoment(lastUsed, locale)],
    [text.expires, end === null ? text.never : formatDate(end, locale)],
  ];
  return (
    <li class="panel panel-padded api-key">
      <div class="section-head">
        <h2 class="api-key-name">{name}</h2>
        <KeyState apiKey={apiKey} />
      </div>
      <Facts facts={facts} />
      {apiKey.revoked_at === null && (
        <button
          type="button"
          class="button button-small"
          aria-label={text.revokeKey(name)}
          disabled={isBusy}
          onClick={() => {
            if (confirm(text.revokeSure(name))) void revoke();
          }}
        >
          {text.revoke}
        </button>
      )}
      <AlertText>{error}</AlertText>
    </li>
  );
}

function KeyState({ apiKey: { revoked_at: revokedAt, expires_at: end } }: { apiKey: AdminKey }) {
  const text = keysWords();
  if (revokedAt !== null) return <Badge tone="bad">{text.revoked}</Badge>;
  if (end !== null && Date.parse(end) <= Date.now()) {
    return <Badge tone="warn">{text.expired}</Badge>;
  }
  return <Badge tone="good">{text.valid}</Badge>;
}
