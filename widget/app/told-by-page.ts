/** What a page tells by calls that few make. It is loaded with the first of them. */
export { identify } from './identify.ts';
export { readContext } from './read-context.ts';
