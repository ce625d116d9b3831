import type { AdminStore } from '../../../shared/admin.ts';
import type { PhotoTrial, PhotoTrialItem } from '../../../shared/admin-photos.ts';
import { Badge } from '../../parts/badge.tsx';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { Link } from '../../router/navigation.tsx';
import { photoWords } from './photo-words.ts';

interface TrialResultProps {
  store: AdminStore;
  /** The product that the merchant looks at. */
  productId: string;
  trial: PhotoTrial;
}

/** What the assistant would make of a photo, best product first, and what speaks for each. */
export function TrialResult({ store, productId, trial }: TrialResultProps) {
  const text = photoWords();
  const shown = trial.items.filter((item) => item.shown);
  const others = trial.items.filter((item) => !item.shown);
  const ways = trial.degraded.map((way) => text.ways[way] ?? way).join(', ');
  return (
    <div class="trial-result">
      <p class="trial-outcome">{outcomeText(trial, productId)}</p>
      {ways !== '' && <p class="quiet">{text.degraded(ways)}</p>}
      <TrialList store={store} productId={productId} items={shown} label={text.found} />
      {others.length > 0 && (
        <details>
          <summary>{text.nearest}</summary>
          <TrialList store={store} productId={productId} items={others} label={text.nearest} />
        </details>
      )}
    </div>
  );
}

interface TrialListProps extends Omit<TrialResultProps, 'trial'> {
  items: PhotoTrialItem[];
  label: string;
}

function TrialList({ store, productId, items, label }: TrialListProps) {
  if (items.length === 0) return null;
  return (
    <ol class="trial-items" aria-label={label}>
      {items.map((item) => (
        <TrialRow
          key={item.product.id}
          store={store}
          item={item}
          isThis={item.product.id === productId}
        />
      ))}
    </ol>
  );
}

function outcomeText({ outcome, items }: PhotoTrial, productId: string): string {
  const text = photoWords();
  const place = items.findIndex(({ product, shown }) => shown && product.id === productId) + 1;
  switch (outcome) {
    case 'verified':
      return place === 1 ? text.verified : text.verifiedOther;
    case 'candidates':
      return place > 0 ? text.candidates(place) : text.candidatesOther;
    case 'none':
      return text.none;
  }
}

interface TrialRowProps {
  store: AdminStore;
  item: PhotoTrialItem;
  isThis: boolean;
}

function TrialRow({ store, item, isThis }: TrialRowProps) {
  const text = photoWords();
  const { product, score } = item;
  return (
    <li class="trial-item">
      <ProductPicture url={product.picture ?? undefined} alt="" />
      <div>
        <p class="trial-title">
          {isThis ? (
            <strong>{product.title}</strong>
          ) : (
            <Link to={{ page: 'product', store: store.key, id: product.id }}>{product.title}</Link>
          )}{' '}
          {isThis && <Badge tone="good">{text.thisOne}</Badge>}
        </p>
        <p class="trial-score">
          <meter min={0} max={1} value={score} aria-label={text.score(percent(score))} />{' '}
          {text.score(percent(score))}
        </p>
        <p class="quiet trial-reasons">{reasonsOf(item).join(' · ')}</p>
      </div>
    </li>
  );
}

/** The most telling first: words and details prove, shape and colours only suggest. */
function reasonsOf({ text: read, details, shape, colour }: PhotoTrialItem): string[] {
  const text = photoWords();
  return [
    ...(read.length > 0 ? [text.becauseText(read.join(', '))] : []),
    ...(details > 0 ? [text.becauseDetails(details)] : []),
    text.becauseShape(percent(shape)),
    text.becauseColour(percent(colour)),
  ];
}

function percent(part: number): number {
  return Math.round(Math.min(1, Math.max(0, part)) * 100);
}
