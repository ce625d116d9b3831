import type { AdminStore } from '../../shared/admin.ts';
import type { AdminAuditEntry } from '../../shared/admin-audit.ts';
import { auditApi } from '../api/audit-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { formatDateTime, formatMoment } from '../format/format-moment.ts';
import { moneyOf } from '../format/money.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Badge } from '../parts/badge.tsx';
import { Icon } from '../parts/icon.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { changeQuery } from '../router/navigation.tsx';
import { mayEdit } from '../session/may-edit.ts';
import { language } from '../words/words.ts';
import { actorName } from './actor-name.ts';
import { EntryDetails } from './entry-details.tsx';
import { entryDifferences, type Reader } from './entry-differences.ts';
import { entrySentence, plainSentence } from './entry-sentence.ts';
import { historyWords } from './history-words.ts';

interface HistoryEntryProps {
  entry: AdminAuditEntry;
  store: AdminStore | undefined;
  /** The list shows every entry of one group. */
  isInGroup: boolean;
  onUndone(): void;
}

/** One sentence, what exactly changed, and the way back. */
export function HistoryEntry({ entry, store, isInGroup, onUndone }: HistoryEntryProps) {
  const text = historyWords();
  const locale = language.value;
  const money = store && moneyOf(store);
  const reader: Reader = {
    words: text,
    locale,
    showPrice: money && ((amount) => money.show(amount)),
  };
  const isOfMany = !isInGroup && entry.group !== null && entry.group.size > 1;
  const sentence = isInGroup ? plainSentence(entry, reader) : entrySentence(entry, reader);
  return (
    <li class="history-entry">
      <div class="history-what">
        <p class="history-sentence">
          <strong>{actorName(entry.actor)}</strong> {sentence}
        </p>
        <p class="quiet history-when">
          <time dateTime={entry.at} title={formatDateTime(entry.at, locale)}>
            {formatMoment(entry.at, locale)}
          </time>
          {entry.undone_by !== null && <Badge tone="quiet">{text.wasUndone}</Badge>}
        </p>
        {isOfMany ? (
          <button
            type="button"
            class="button button-small"
            onClick={() => changeQuery(new URLSearchParams({ group: entry.group?.id ?? '' }))}
          >
            {text.showEach}
          </button>
        ) : (
          <EntryDetails differences={entryDifferences(entry, reader)} />
        )}
      </div>
      {entry.can_undo && !isInGroup && mayEdit() && (
        <UndoButton entry={entry} sentence={sentence} store={store} onUndone={onUndone} />
      )}
    </li>
  );
}

type UndoButtonProps = Omit<HistoryEntryProps, 'isInGroup'> & { sentence: string };

function UndoButton({ entry, sentence, store, onUndone }: UndoButtonProps) {
  const text = historyWords();
  const { run, isBusy, error } = useAction(explain);
  const size = entry.group?.size ?? 1;
  const count = new Intl.NumberFormat(language.value).format(size);
  const undo = () =>
    run(async () => {
      const { undone, refused } = await auditApi.undo(store?.key, entry.id);
      const left = refused.map(({ name }) => name).join(', ');
      announce(refused.length === 0 ? text.undone : text.undoneSome(String(undone), left));
      onUndone();
    });
  return (
    <div class="history-undo">
      <button
        type="button"
        class="button button-small"
        disabled={isBusy}
        aria-label={text.undoOf(sentence)}
        onClick={() => {
          if (size === 1 || confirm(text.undoAllSure(count))) void undo();
        }}
      >
        <Icon name="undo" /> {size === 1 ? text.undo : text.undoAll(count)}
      </button>
      <AlertText>{error}</AlertText>
    </div>
  );
}

function explain(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return problemText(problem);
  const text = historyWords();
  switch (problem.code) {
    case 'version_conflict':
      return text.tooLate;
    case 'not_found':
      return text.gone;
    case 'conflict':
    case 'invalid_request':
      return text.inTheWay;
    default:
      return problemText(problem);
  }
}
