import { defineConfig } from 'vite';

/** The loader: one classic script. The server fills in `AISLE_SERVED` and serves it as /widget.js. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    outDir: '../dist/widget',
    emptyOutDir: false,
    target: 'es2022',
    minify: 'oxc',
    rolldownOptions: {
      input: `${import.meta.dirname}/loader.ts`,
      output: { format: 'iife', entryFileNames: 'loader.js' },
    },
  },
});
