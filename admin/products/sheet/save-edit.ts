import { type Signal, signal } from '@preact/signals';
import type {
  AdminProduct,
  AdminProductRow,
  ProductChange,
} from '../../../shared/admin-products.ts';
import { problemText } from '../../api/problem-text.ts';
import { productApi } from '../../api/product-api.ts';
import { ApiProblem } from '../../api/request.ts';
import { announceProblem } from '../../parts/toast.tsx';
import { endIfSignedOut } from '../../session/session.ts';
import { words } from '../../words/words.ts';
import { announceChange } from '../last-change.ts';
import { productsWords } from '../products-words.ts';
import { changeOf, type Edit, rowOf } from './edited-row.ts';
import type { Sheet, SheetProduct } from './sheet.ts';

/** Somebody else was faster; `resolve` says whether ours goes over theirs. */
export interface SheetConflict {
  seen: AdminProductRow;
  mine: ProductChange;
  stored: AdminProduct;
  resolve(keepMine: boolean): void;
}

export interface EditSaver {
  /** The oldest one that nobody has decided yet. */
  readonly conflict: Signal<SheetConflict | undefined>;
  save(productId: string, edit: Edit): Promise<void>;
}

/**
 * Saves edits of cells: what was typed shows at once, edits of one product travel one after the other, each on the
 * version that the one before left behind. What cannot be saved goes back to what is stored, with the reason.
 */
export function editSaver(sheet: Sheet): EditSaver {
  const conflict = signal<SheetConflict | undefined>(undefined);
  const queues = new Map<string, Promise<void>>();
  let decided: Promise<unknown> = Promise.resolve();

  const update = (id: string, change: (last: SheetProduct) => SheetProduct) => {
    const product = sheet.product(id);
    if (product) product.value = change(product.peek());
  };

  const store = (id: string, stored: AdminProduct) => {
    update(id, (last) => ({ ...last, stored: rowOf(stored) }));
  };

  /** Throws what the server answers, but for a conflict that the merchant decides. */
  const send = async (id: string, change: ProductChange): Promise<void> => {
    const seen = sheet.product(id)?.peek().stored;
    if (!seen) return;
    try {
      const { value, auditEntry } = await productApi.change(sheet.storeKey, seen, change);
      store(id, value);
      tell(id, auditEntry);
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.code === 'version_conflict')) throw problem;
      const stored = await productApi.get(sheet.storeKey, id);
      const keepMine = await decide({ seen, mine: change, stored });
      store(id, stored);
      if (keepMine) await send(id, change);
    }
  };

  /** One question at a time. */
  const decide = (asked: Omit<SheetConflict, 'resolve'>): Promise<boolean> => {
    const answer = decided.then(
      () =>
        new Promise<boolean>((resolve) => {
          conflict.value = { ...asked, resolve };
        }),
    );
    decided = answer.finally(() => {
      conflict.value = undefined;
    });
    return answer;
  };

  const tell = (id: string, entry: string | undefined) => {
    const change = entry && {
      storeKey: sheet.storeKey,
      entry,
      onUndone: async () => store(id, await productApi.get(sheet.storeKey, id)),
    };
    announceChange(words().saved, change || undefined);
  };

  const saveNow = async (id: string, edit: Edit) => {
    let failure: string | undefined;
    try {
      await send(id, changeOf(edit));
    } catch (problem) {
      if (endIfSignedOut(problem)) return;
      failure = failureText(problem);
      announceProblem(
        productsWords().saveFailed(sheet.product(id)?.peek().stored.title ?? '', failure),
      );
    } finally {
      update(id, (last) => ({
        ...last,
        pending: last.pending.filter((other) => other !== edit),
        failure,
      }));
    }
  };

  return {
    conflict,
    save(id, edit) {
      update(id, (last) => ({ ...last, pending: [...last.pending, edit], failure: undefined }));
      const turn = (queues.get(id) ?? Promise.resolve()).then(() => saveNow(id, edit));
      queues.set(id, turn);
      return turn;
    },
  };
}

function failureText(problem: unknown): string {
  const isListPrice =
    problem instanceof ApiProblem &&
    problem.fields.some(({ pointer }) => pointer.endsWith('/list_price'));
  return isListPrice ? words().listPriceTooLow : problemText(problem);
}
