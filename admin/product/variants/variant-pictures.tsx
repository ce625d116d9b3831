import type { AdminMedia } from '../../../shared/admin-products.ts';
import { Modal } from '../../parts/modal.tsx';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { productWords } from '../product-words.ts';

interface VariantPicturesProps {
  name: string;
  chosen: AdminMedia[];
  /** Those of the product. */
  media: AdminMedia[];
  onChange(chosen: AdminMedia[]): void;
  onClose(): void;
}

/** Which of the product's pictures show this variant. One that the variant has alone can be taken away here. */
export function VariantPictures({ name, chosen, media, onChange, onClose }: VariantPicturesProps) {
  const text = productWords();
  const own = chosen.filter(({ url }) => !media.some((one) => one.url === url));
  const all = [...media, ...own];
  return (
    <Modal title={`${text.choosePicture}: ${name}`} onClose={onClose}>
      {all.length === 0 && <p>{text.noPicturesYet}</p>}
      <ul class="picture-choices">
        {all.map((picture, index) => {
          const isChosen = chosen.some(({ url }) => url === picture.url);
          return (
            <li key={picture.url}>
              <label class="picture-choice">
                <input
                  type="checkbox"
                  checked={isChosen}
                  aria-label={picture.alt_text || text.pictureNumber(index + 1)}
                  onChange={() =>
                    onChange(
                      isChosen
                        ? chosen.filter(({ url }) => url !== picture.url)
                        : [...chosen, picture],
                    )
                  }
                />
                <ProductPicture url={picture.url} alt="" />
              </label>
            </li>
          );
        })}
      </ul>
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={onClose}>
          {text.done}
        </button>
      </div>
    </Modal>
  );
}
