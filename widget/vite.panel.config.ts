import { defineConfig } from 'vite';

/**
 * The panel: one ES module with its content's hash in its name. manifest.json tells the server that name.
 * Earlier panels stay in the folder: a loader that a browser still has in its cache may ask for one.
 */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/widget',
    emptyOutDir: false,
    target: 'es2022',
    // The style sheets use light-dark() and relative colours as they are.
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    minify: 'oxc',
    modulePreload: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      input: `${import.meta.dirname}/app/mount-panel.tsx`,
      preserveEntrySignatures: 'exports-only',
      output: { format: 'es', entryFileNames: 'panel-[hash].js' },
    },
  },
});
