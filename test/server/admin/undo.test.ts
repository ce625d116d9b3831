import { expect, it } from 'vitest';
import type { AuditEntry } from '../../../server/admin/audit-log.ts';
import { undo } from '../../../server/admin/undo.ts';

const ENTRIES = ['tent', 'tarp', 'lamp'].map(
  (name): AuditEntry => ({
    id: name,
    at: new Date(0),
    actor: { kind: 'person', name: 'mai@shop.example' },
    action: 'product.change',
    subject: { name },
    groupId: 'a press of a button',
    groupSize: 3,
  }),
);
const auditLog = {
  find: async (_: unknown, id: string) => ENTRIES.find((entry) => entry.id === id),
  ofGroup: async () => ENTRIES,
};
const actor = { kind: 'person', name: 'an@shop.example' } as const;

it('takes a whole group back, and tells of what there was no time for', async () => {
  const done: string[] = [];
  const undoTargets = { 'product.change': async ({ id }: AuditEntry) => void done.push(id) };
  const deps = { auditLog, undoTargets };
  const hurried = await undo(deps, 'tarp', { actor, limitMs: 0 });
  expect(done).toEqual(['tent']);
  expect(hurried.undone).toBe(1);
  expect(hurried.refused.map(({ entry, error }) => [entry.id, error.code])).toEqual([
    ['tarp', 'overloaded'],
    ['lamp', 'overloaded'],
  ]);
  expect(await undo(deps, 'tarp', { actor })).toEqual({ undone: 3, refused: [] });
});
