import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePanel } from '../panel-context.ts';

interface DropTargetProps {
  panel: RefObject<HTMLElement | null>;
  addPhotos(files: Iterable<File>): void;
}

/** Takes photos that are dropped anywhere on the panel, and shows so while they are held over it. */
export function DropTarget({ panel, addPhotos }: DropTargetProps) {
  const { labels } = usePanel();
  const [isOver, setOver] = useState(false);
  const add = useRef(addPhotos);
  add.current = addPhotos;
  useEffect(() => {
    const element = panel.current;
    const onDrag = (event: DragEvent) => {
      const { dataTransfer, type } = event;
      setOver(false);
      if (!dataTransfer?.types.includes('Files') || type === 'dragleave') return;
      event.preventDefault();
      if (type === 'drop') add.current(dataTransfer.files);
      else setOver(true);
    };
    const types = ['dragover', 'dragleave', 'drop'] as const;
    for (const type of types) element?.addEventListener(type, onDrag);
    return () => {
      for (const type of types) element?.removeEventListener(type, onDrag);
    };
  }, []);
  return isOver ? <div class="drop">{labels.dropPhotos}</div> : null;
}
