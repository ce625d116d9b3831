/** What is done to a photo on its way. Imports nothing of the panel, so that it works beside whichever copy runs. */
export { fetchWithProgress } from './fetch-with-progress.ts';
export { shrinkPhoto } from './shrink-photo.ts';
