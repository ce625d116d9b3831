import type { ComponentChildren } from 'preact';
import type { AdminModel } from '../../shared/admin-costs.ts';
import { Icon } from '../parts/icon.tsx';
import { words } from '../words/words.ts';
import './costs.css';

/** Models that this installation would ask and whose price nobody has set. */
export function unpricedModels(models: readonly AdminModel[]): AdminModel[] {
  return models.filter(({ configured, price }) => configured && price === null);
}

interface UnpricedNoticeProps {
  unpriced: readonly AdminModel[];
  /** With any budget set, they are not asked at all. */
  hasBudget: boolean;
  /** The way to set the price of a model. */
  children(model: string): ComponentChildren;
}

export function UnpricedNotice({ unpriced, hasBudget, children }: UnpricedNoticeProps) {
  const text = words();
  if (unpriced.length === 0) return null;
  return (
    <section class="notice notice-warn" aria-label={text.unpricedTitle}>
      <Icon name="alert" />
      <div class="unpriced">
        <p class="notice-title">{text.unpricedTitle}</p>
        {unpriced.map(({ model }) => (
          <div key={model} class="unpriced-model">
            <p>{hasBudget ? text.unpricedBlocked(model) : text.unpricedUncounted(model)}</p>
            {children(model)}
          </div>
        ))}
      </div>
    </section>
  );
}
