import type { ComponentChildren, TargetedEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { usePanel } from '../panel-context.ts';

interface PhotoButtonsProps {
  addPhotos(files: Iterable<File>): void;
}

/** Chooses photos, and on phones takes one: pickers of newer Androids offer no camera beside several photos. */
export function PhotoButtons({ addPhotos }: PhotoButtonsProps) {
  const { labels } = usePanel();
  const hasCamera = matchMedia('(pointer: coarse)').matches;
  return (
    <>
      <Chooser label={labels.addPhoto} addPhotos={addPhotos}>
        <Icon name="photo" />
      </Chooser>
      {hasCamera && (
        <Chooser label={labels.takePhoto} isCamera addPhotos={addPhotos}>
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d={CAMERA} />
          </svg>
        </Chooser>
      )}
    </>
  );
}

const CAMERA =
  'M4 7.5A1.5 1.5 0 0 1 5.5 6H8l1.5-2h5L16 6h2.5A1.5 1.5 0 0 1 20 7.5v10a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5ZM15.5 12.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Z';

interface ChooserProps extends PhotoButtonsProps {
  label: string;
  isCamera?: boolean;
  children: ComponentChildren;
}

function Chooser({ label, isCamera, addPhotos, children }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
    addPhotos([...(currentTarget.files ?? [])]);
    // So that the same photo can be chosen again after it was removed.
    currentTarget.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple={!isCamera}
        capture={isCamera ? 'environment' : undefined}
        hidden
        aria-label={label}
        onChange={onChange}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
    </>
  );
}
