import { useState } from 'preact/hooks';
import type { ProductValues } from '../../../shared/admin-products.ts';
import { Icon } from '../../parts/icon.tsx';
import { Modal } from '../../parts/modal.tsx';
import { productsWords } from '../products-words.ts';
import type { SheetView } from '../sheet/sheet-view.ts';
import type { BulkFailure } from './apply-bulk.ts';
import { actionName, BULK_ACTIONS, type BulkAction } from './bulk-actions.ts';
import './bulk.css';
import { BulkDialog } from './bulk-dialog.tsx';

interface BulkBarProps {
  view: SheetView;
  values: ProductValues | undefined;
}

/** Stands at the foot of the list while products are selected. */
export function BulkBar({ view, values }: BulkBarProps) {
  const [action, setAction] = useState<BulkAction | undefined>(undefined);
  const [failures, setFailures] = useState<BulkFailure[]>([]);
  const { sheet } = view;
  const text = productsWords();
  const count = sheet.selected.value.size;
  return (
    <>
      {count > 0 && (
        <div class="bulk-bar" role="toolbar" aria-label={text.bulkActions}>
          <p class="bulk-count" role="status">
            {text.selected(count)}
          </p>
          {BULK_ACTIONS.map((name) => (
            <button
              key={name}
              type="button"
              class={`button button-small${name === 'delete' ? ' button-bad' : ''}`}
              onClick={() => setAction(name)}
            >
              {actionName(name)}
            </button>
          ))}
          <button
            type="button"
            class="icon-button"
            aria-label={text.clearSelection}
            onClick={() => {
              sheet.selected.value = new Set();
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
      {action && (
        <BulkDialog
          key={action}
          view={view}
          values={values}
          action={action}
          onClose={(failed) => {
            setAction(undefined);
            setFailures(failed);
          }}
        />
      )}
      {failures.length > 0 && <Failures failures={failures} onClose={() => setFailures([])} />}
    </>
  );
}

function Failures({ failures, onClose }: { failures: BulkFailure[]; onClose(): void }) {
  const text = productsWords();
  return (
    <Modal title={text.someFailed} onClose={onClose}>
      <ul class="bulk-failures">
        {failures.map(({ id, title, reason }) => (
          <li key={id}>
            <strong>{title}</strong>
            <span class="field-error">{reason}</span>
          </li>
        ))}
      </ul>
      <div class="dialog-actions">
        <button type="button" class="button button-main" onClick={onClose}>
          {text.close}
        </button>
      </div>
    </Modal>
  );
}
