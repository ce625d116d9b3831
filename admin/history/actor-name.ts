import type { AuditActor } from '../../shared/admin-audit.ts';
import { historyWords } from './history-words.ts';

/** Who did something, as a reader calls them. */
export function actorName({ kind, name }: AuditActor): string {
  const text = historyWords();
  if (kind === 'key') return `${text.viaKey} ${name}`;
  return kind === 'system' ? text.system : name;
}
