import { expect, test } from 'vitest';
import { ApiProblem } from '../../../admin/api/request.ts';
import { undoGroups } from '../../../admin/products/undo-groups.ts';
import type { UndoResult } from '../../../shared/admin-audit.ts';

type Answer = UndoResult | ApiProblem;
type Code = UndoResult['refused'][number]['code'];

const refused = (...codes: Code[]) =>
  codes.map((code, index) => ({ entry: `e${index}`, name: 'Tent', code }));
const stale = () => new ApiProblem('version_conflict', 'It was changed since.');
const groupsOf = (...ids: string[]) => ids.map((id) => ({ id, count: 500 }));

/** Answers for each group in turn, and which groups were asked for. */
function apiThat(answers: Record<string, Answer[]>) {
  const asked: string[] = [];
  return {
    asked,
    entryOfGroup: async (_: string, group: string) => group,
    async undo(_: string, group: string) {
      asked.push(group);
      const answer = answers[group]?.shift();
      if (!answer) throw new Error(`${group} was asked for too often`);
      if (answer instanceof ApiProblem) throw answer;
      return answer;
    },
  };
}

test('takes every call of a bulk edit back, the last one first', async () => {
  const all = { undone: 500, refused: [] };
  const api = apiThat({
    first: [all],
    second: [{ undone: 3, refused: refused('version_conflict') }],
  });
  expect(await undoGroups(api, 'shop', groupsOf('first', 'second'))).toBe(1);
  expect(api.asked).toEqual(['second', 'first']);
});

test('goes on where the server had no time, and counts what was taken back before as taken back', async () => {
  const half = { undone: 1, refused: refused('overloaded', 'version_conflict') };
  const rest = { undone: 1, refused: refused('conflict', 'version_conflict') };
  const api = apiThat({ only: [half, rest] });
  expect(await undoGroups(api, 'shop', groupsOf('only'))).toBe(1);
});

test('lets a call that cannot be taken back hold no other up, and fails when none can', async () => {
  const mixed = apiThat({ first: [{ undone: 2, refused: [] }], second: [stale()] });
  expect(await undoGroups(mixed, 'shop', groupsOf('first', 'second'))).toBe(500);
  const none = apiThat({ first: [stale()], second: [stale()] });
  await expect(undoGroups(none, 'shop', groupsOf('first', 'second'))).rejects.toMatchObject({
    code: 'version_conflict',
  });
});
