import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminProduct } from '../../../shared/admin-products.ts';
import { Link } from '../../router/navigation.tsx';
import './photo-section.css';
import { photoWords } from './photo-words.ts';
import { PictureCheckList } from './picture-check-list.tsx';
import { TryPhoto } from './try-photo.tsx';

/** How shoppers' photos lead to a product, as it is saved. */
export function PhotoSection({ store, product }: { store: AdminStore; product: AdminProduct }) {
  const text = photoWords();
  return (
    <section class="panel panel-padded" aria-label={text.title}>
      <div class="section-head">
        <div>
          <h2>{text.title}</h2>
          <p class="field-hint">{text.text}</p>
        </div>
        <Link to={{ page: 'photos', store: store.key }}>{text.unmatched}</Link>
      </div>
      <div class="photo-columns">
        <TryPhoto store={store} productId={product.id} />
        <PictureCheckList store={store} product={product} />
      </div>
    </section>
  );
}
