import type { EntryDifference } from './entry-differences.ts';
import { historyWords } from './history-words.ts';

/** Field by field, before and after; nothing when an entry has none. */
export function EntryDetails({ differences }: { differences: EntryDifference[] }) {
  const text = historyWords();
  if (differences.length === 0) return null;
  return (
    <details class="history-details">
      <summary>{text.details}</summary>
      <div class="table-scroll">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{text.field}</th>
              <th scope="col">{text.before}</th>
              <th scope="col">{text.after}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td class="history-value">{before}</td>
                <td class="history-value">{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
