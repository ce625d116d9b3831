const MAX_NAMES = 3;

/** A relay lists hundreds. Whoever lists more is compared as far as this, so that nobody waits for it. */
const MAX_COMPARED = 5_000;

/** Provider's words end up in a terminal: nothing that steers one, nothing endless. */
const PRINTABLE = /^\P{C}{1,120}$/u;

/**
 * The names that somebody may have meant who wrote `wanted`, the likest first, at most three: those that differ
 * in case or in what stands before the last slash (`models/`, a relay's `openai/`), then those that begin
 * alike to their end, then those with few letters changed (Levenshtein). Empty when none is like it.
 */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const plain = plainName(wanted);
  return names
    .slice(0, MAX_COMPARED)
    .filter((name) => PRINTABLE.test(name))
    .map((name) => ({ name, ...likeness(plain, plainName(name)) }))
    .filter(({ kind, changes }) => kind < CHANGED || changes <= Math.ceil(plain.length / 3))
    .sort((a, b) => a.kind - b.kind || a.changes - b.changes)
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

const [SAME, BEGINS_ALIKE, CHANGED] = [0, 1, 2];

function likeness(a: string, b: string): { kind: number; changes: number } {
  const changes = countChanges(a, b);
  if (changes === 0) return { kind: SAME, changes };
  const beginsAlike = a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
  return { kind: beginsAlike ? BEGINS_ALIKE : CHANGED, changes };
}

function plainName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

/** Letters to put in, leave out or change until `a` is `b`, a row of the table at a time (Wagner and Fischer). */
function countChanges(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, position) => position);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
  }
  return row[b.length]!;
}
