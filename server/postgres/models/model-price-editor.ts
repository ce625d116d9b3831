import { and, desc, eq, gte, max, ne, sql } from 'drizzle-orm';
import type { AdminModel, AdminPricedModel } from '../../../shared/admin-costs.ts';
import { MODELS_SHOWN, type ModelPriceEditor } from '../../admin/model-price-editor.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { recordChange } from '../people/record-change.ts';
import { modelCall, modelPrice } from '../schema.ts';

type PriceRow = typeof modelPrice.$inferSelect;

/** A price that is set anew after it was removed must not repeat a version that somebody still has before them. */
const firstVersion = sql`extract(epoch from now() - timestamptz '2026-01-01')::integer`;

/** `configured`: the names of the models that this installation asks. */
export function postgresModelPriceEditor(
  db: Drizzle,
  { configured }: { configured: readonly string[] },
): ModelPriceEditor {
  return {
    async list(usedSince) {
      const prices = await db
        .select()
        .from(modelPrice)
        .orderBy(modelPrice.model)
        .limit(MODELS_SHOWN);
      const used = await usedModels(db, usedSince);
      const priced = new Map(prices.map((row) => [row.model, row]));
      const names = [...new Set([...configured, ...used.keys(), ...priced.keys()])];
      return names
        .slice(0, MODELS_SHOWN)
        .toSorted((one, other) => one.localeCompare(other, 'en'))
        .map((model): AdminModel => {
          const row = priced.get(model);
          return {
            ...(row ? pricedModel(row) : { model, price: null, version: 0 }),
            configured: configured.includes(model),
            last_used_at: used.get(model)?.toISOString() ?? null,
          };
        });
    },

    set: (model, { version, price, ...by }) =>
      db.transaction(async (tx) => {
        const before = await lockPrice(tx, model);
        if ((before?.version ?? 0) !== version) throw changedMeanwhile();
        const columns = {
          inputMicros: price.input_micros,
          outputMicros: price.output_micros,
          cachedInputMicros: price.cached_input_micros,
        };
        const [row] = before
          ? await tx
              .update(modelPrice)
              .set({ ...columns, version: sql`${modelPrice.version} + 1`, updatedAt: sql`now()` })
              .where(eq(modelPrice.model, model))
              .returning()
          : await tx
              .insert(modelPrice)
              .values({ model, ...columns, version: firstVersion })
              .onConflictDoNothing()
              .returning();
        // Two first prices at once.
        if (!row) throw changedMeanwhile();
        const after = pricedModel(row);
        await recordChange(tx, {
          ...by,
          action: 'model_price.set',
          subject: { id: model, name: model, version: row.version },
          before: before ? pricedModel(before).price : null,
          after: after.price,
        });
        return after;
      }),

    remove: (model, { version, ...by }) =>
      db.transaction(async (tx) => {
        const before = await lockPrice(tx, model);
        if (!before) return false;
        if (before.version !== version) throw changedMeanwhile();
        await tx.delete(modelPrice).where(eq(modelPrice.model, model));
        await recordChange(tx, {
          ...by,
          action: 'model_price.delete',
          // As where there never was a price.
          subject: { id: model, name: model, version: 0 },
          before: pricedModel(before).price,
        });
        return true;
      }),
  };
}

/** Nobody else changes the price until the transaction ends. */
async function lockPrice(tx: Drizzle, model: string): Promise<PriceRow | undefined> {
  const [row] = await tx.select().from(modelPrice).where(eq(modelPrice.model, model)).for('update');
  return row;
}

/** When each was asked last. Turns from before the ledger have no name for their model. */
async function usedModels(db: Drizzle, since: Date): Promise<Map<string, Date>> {
  const lastUse = max(modelCall.startedAt);
  const rows = await db
    .select({ model: modelCall.model, lastUse })
    .from(modelCall)
    .where(and(gte(modelCall.startedAt, since), ne(modelCall.model, '')))
    .groupBy(modelCall.model)
    .orderBy(desc(lastUse))
    .limit(MODELS_SHOWN);
  return new Map(rows.flatMap((row) => (row.lastUse ? [[row.model, row.lastUse] as const] : [])));
}

function pricedModel(row: PriceRow): AdminPricedModel {
  return {
    model: row.model,
    price: {
      input_micros: row.inputMicros,
      output_micros: row.outputMicros,
      cached_input_micros: row.cachedInputMicros,
    },
    version: row.version,
  };
}

function changedMeanwhile(): AppError {
  return new AppError('version_conflict', 'The price was changed meanwhile.');
}
