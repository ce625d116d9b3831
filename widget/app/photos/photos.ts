/** What is there for shops that take photos: comes after the panel is on screen. See use-extras.ts. */
export { DropTarget } from './drop-target.tsx';
export { PhotoButtons } from './photo-buttons.tsx';
export { PhotoTray } from './photo-tray.tsx';
export { default as css } from './photos.css?inline';
