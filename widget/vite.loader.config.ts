import { defineConfig } from 'vite';

/** The loader: one classic script. The server fills in `AISLE_SERVED` and serves it as /widget.js. */
export default defineConfig({
  root: import.meta.dirname,
  // Loaders of earlier versions as they were released: `widget-X.Y.Z.js`, never edited.
  publicDir: 'released',
  build: {
    outDir: '../dist/widget',
    emptyOutDir: false,
    target: 'es2022',
    // The style sheets use light-dark() and relative colours as they are.
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    minify: 'oxc',
    rolldownOptions: {
      input: `${import.meta.dirname}/loader.ts`,
      output: { format: 'iife', entryFileNames: 'loader.js' },
    },
  },
});
