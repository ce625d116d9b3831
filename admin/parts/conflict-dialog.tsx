import { useEffect, useId, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';

/** One field that differs between what was sent and what is stored now. */
export interface Difference {
  field: string;
  mine: string;
  theirs: string;
}

interface ConflictDialogProps {
  differences: Difference[];
  onReload(): void;
  onKeepMine(): void;
}

/** Shown when somebody else saved first: nothing is lost or overwritten without a choice. */
export function ConflictDialog({ differences, onReload, onKeepMine }: ConflictDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const text = words();
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onReload();
      }}
    >
      <h2 id={titleId}>{text.conflictTitle}</h2>
      <p>{text.conflictText}</p>
      {differences.length > 0 ? (
        <div class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text.conflictField}</th>
                <th scope="col">{text.conflictYours}</th>
                <th scope="col">{text.conflictTheirs}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ field, mine, theirs }) => (
                <tr key={field}>
                  <th scope="row">{field}</th>
                  <td>{mine}</td>
                  <td>{theirs}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p>{text.conflictOther}</p>
      )}
      <div class="dialog-actions">
        {/* First, so that it has the focus: Enter must not overwrite anything. */}
        <button type="button" class="button button-main" onClick={onReload}>
          {text.conflictReload}
        </button>
        <button type="button" class="button" onClick={onKeepMine}>
          {text.conflictKeepMine}
        </button>
      </div>
    </dialog>
  );
}
