import type { AdminModel, AdminPricedModel, ModelPriceChange } from '../../shared/admin-costs.ts';
import type { Doing } from './audit.ts';

/** The installation's price list as a merchant edits it. */
export interface ModelPriceEditor {
  /** Models that have a price, are configured, or were asked since `usedSince`: by name, at most MODELS_SHOWN. */
  list(usedSince: Date): Promise<AdminModel[]>;
  /** Throws AppError `version_conflict` when the price no longer has `version`, which is 0 where there is none. */
  set(model: string, edit: PriceEdit): Promise<AdminPricedModel>;
  /** False when there is no price. Throws AppError `version_conflict` like `set`. */
  remove(model: string, at: Doing & { version: number }): Promise<boolean>;
}

export interface PriceEdit extends Doing {
  version: number;
  price: ModelPriceChange;
}

export const MODELS_SHOWN = 500;
