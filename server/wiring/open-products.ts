import type { AdminProductRoutesDeps } from '../http/admin/admin-product-routes.ts';
import { linksOf } from '../postgres/catalog/catalog-rows.ts';
import { postgresProductBulkEditor } from '../postgres/catalog/product-bulk-editor.ts';
import { postgresProductEditor } from '../postgres/catalog/product-editor.ts';
import { postgresProductList } from '../postgres/catalog/product-list.ts';
import { postgresProductUpserts } from '../postgres/catalog/product-upserts.ts';
import type { Database } from '../postgres/connection/database.ts';
import { postgresWebhookSecrets } from '../postgres/machines/webhook-secrets.ts';
import { previewProduct } from '../tools/preview-product.ts';
import type { Photos } from './open-photos.ts';

/** Products as merchants edit them. */
export function openProducts(
  { db, patient }: Pick<Database, 'db' | 'patient'>,
  photos: Pick<Photos, 'pictures' | 'pictureQuota' | 'incoming' | 'decoder' | 'clock'>,
  { publicUrl }: { publicUrl: string },
): AdminProductRoutesDeps {
  return {
    products: postgresProductEditor(db),
    productList: postgresProductList(db),
    productBulk: postgresProductBulkEditor(patient),
    previewProduct,
    upserts: postgresProductUpserts(patient, { links: linksOf(publicUrl) }),
    webhookSecrets: postgresWebhookSecrets(db),
    pictureUploads: { ...photos, quota: photos.pictureQuota },
  };
}
