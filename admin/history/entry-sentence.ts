import type { AdminAuditEntry } from '../../shared/admin-audit.ts';
import { type EntryDifference, entryDifferences, type Reader } from './entry-differences.ts';

/** As long as a value may be to stand in a sentence. */
const SHORT = 60;

/** What somebody did, to stand after their name: "changed price of Trail tent from $199.00 to $179.00". */
export function entrySentence(entry: AdminAuditEntry, reader: Reader): string {
  const { words, locale } = reader;
  const isGroup = entry.group !== null && entry.group.size > 1;
  const count = new Intl.NumberFormat(locale).format(entry.group?.size ?? 1);
  const sentence = isGroup ? words.many(count) : plainSentence(entry, reader);
  return entry.undoes === null ? sentence : words.undid(sentence);
}

/** Of this entry alone, also when it is one of many. */
export function plainSentence(entry: AdminAuditEntry, reader: Reader): string {
  const { words } = reader;
  const { name } = entry.subject;
  const [first, ...others] = entryDifferences(entry, reader);
  const isChange = entry.before !== null && entry.after !== null;
  if (isChange && first && others.length === 0 && isShort(first)) {
    return words.changedFrom(first.field, name, [first.before, first.after]);
  }
  return words.actions[entry.action]?.(name) ?? words.otherAction(entry.action, name);
}

function isShort({ before, after }: EntryDifference): boolean {
  return [before, after].every((text) => text.length <= SHORT && !text.includes('\n'));
}
