import { useEffect } from 'preact/hooks';
import { guardLeaving } from '../router/navigation.tsx';
import { words } from '../words/words.ts';

interface SaveBarProps {
  /** How many fields differ from what is stored. */
  count: number;
  /** Something in the form cannot be saved. */
  isBlocked: boolean;
  isSaving: boolean;
  error: string | undefined;
  onDiscard(): void;
  /** What its button says; "Save" when absent. */
  saveLabel?: string;
}

/** Stands at the foot of a form that has changes; leaving the page asks first. Its button submits the form. */
export function SaveBar(props: SaveBarProps) {
  const { count, isBlocked, isSaving, error, onDiscard, saveLabel = words().save } = props;
  const isDirty = count > 0;
  useEffect(() => {
    if (!isDirty) return;
    guardLeaving(() => confirm(words().leaveUnsaved));
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => {
      guardLeaving(undefined);
      removeEventListener('beforeunload', warn);
    };
  }, [isDirty]);
  if (!isDirty) return null;
  return (
    <div class="save-bar">
      <p class="save-bar-text" role="status">
        {words().unsavedChanges(count)}
      </p>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <button type="button" class="button" disabled={isSaving} onClick={onDiscard}>
        {words().discard}
      </button>
      <button type="submit" class="button button-main" disabled={isSaving || isBlocked}>
        {isSaving ? words().saving : saveLabel}
      </button>
    </div>
  );
}
