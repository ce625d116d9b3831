import type { AdminMedia } from '../../../shared/admin-products.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { MoveButtons, type useDragOrder } from '../../parts/reorder.tsx';
import { productWords } from '../product-words.ts';

interface MediaTileProps {
  picture: AdminMedia;
  index: number;
  count: number;
  drag: ReturnType<ReturnType<typeof useDragOrder>>;
  onMove(from: number, to: number): void;
  onAlt(text: string): void;
  onRemove(): void;
}

/** One picture with its place, its description and what can be done with it. */
export function MediaTile(props: MediaTileProps) {
  const { picture, index, count, drag, onMove, onAlt, onRemove } = props;
  const text = productWords();
  const name = text.pictureNumber(index + 1);
  return (
    <li class="media-tile" {...drag}>
      <ProductPicture url={picture.url} alt={picture.alt_text ?? ''} />
      <input
        class="input media-alt"
        aria-label={`${text.altText}: ${name}`}
        title={text.altTextHint}
        placeholder={text.altText}
        value={picture.alt_text ?? ''}
        maxLength={1_000}
        autocomplete="off"
        onInput={(event) => onAlt(event.currentTarget.value)}
      />
      <span class="row-buttons">
        <MoveButtons
          isRow
          index={index}
          count={count}
          labels={{ earlier: text.moveBefore(name), later: text.moveAfter(name) }}
          onMove={onMove}
        />
        <button type="button" class="icon-button" aria-label={text.remove(name)} onClick={onRemove}>
          <Icon name="trash" />
        </button>
      </span>
    </li>
  );
}
