import type { AdminStore } from '../../../shared/admin.ts';
import type { CheckedPicture, PictureCheck } from '../../../shared/admin-photos.ts';
import type { AdminProduct } from '../../../shared/admin-products.ts';
import { photoApi } from '../../api/photo-api.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { ResourceView } from '../../parts/resource-view.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { Link } from '../../router/navigation.tsx';
import { photoWords } from './photo-words.ts';

interface PictureCheckListProps {
  store: AdminStore;
  product: AdminProduct;
}

/** Whether the product's pictures tell it from the others, and what to do where they do not. */
export function PictureCheckList({ store, product }: PictureCheckListProps) {
  const text = photoWords();
  const check = useResource<PictureCheck>(
    `${store.key} ${product.id} ${product.version}`,
    (signal) => photoApi.check(store.key, product.id, signal),
  );
  return (
    <div class="picture-check">
      <h3>{text.pictures}</h3>
      {check.value === undefined && check.error === undefined ? (
        <p class="quiet">{text.checking}</p>
      ) : (
        <ResourceView resource={check}>
          {({ pictures, wants_phone_photos }) => (
            <>
              {pictures.length === 0 && <p class="quiet">{text.noPictures}</p>}
              <ul class="checked-list">
                {pictures.map((picture, index) => (
                  <CheckedRow key={picture.url} store={store} picture={picture} place={index + 1} />
                ))}
              </ul>
              {wants_phone_photos && <p class="notice">{text.phonePhotos}</p>}
            </>
          )}
        </ResourceView>
      )}
    </div>
  );
}

interface CheckedRowProps {
  store: AdminStore;
  picture: CheckedPicture;
  place: number;
}

function CheckedRow({ store, picture, place }: CheckedRowProps) {
  const text = photoWords();
  return (
    <li class={`picture-checked checked-${picture.outcome}`}>
      <ProductPicture url={picture.url} alt={text.picture(place)} />
      <div>
        <p>
          {picture.alike.length > 0 && <Icon name="alert" />} {text[picture.outcome]}
        </p>
        {picture.alike.length > 0 && (
          <ul class="checked-alike">
            {picture.alike.map(({ id, title }) => (
              <li key={id}>
                <Link to={{ page: 'product', store: store.key, id }}>{title}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
