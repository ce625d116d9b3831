import { defineConfig } from 'vite';
import { plainImports } from './vite.panel.config.ts';

/**
 * Proactive messages: a module that waits for a rule to be met, and one that speaks then. Built apart from the panel, so
 * that they share no file with it that a page would have to load. proactive.json tells the server the name of the first.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [plainImports()],
  publicDir: false,
  build: {
    outDir: '../dist/widget',
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    minify: 'oxc',
    modulePreload: false,
    manifest: 'proactive.json',
    rolldownOptions: {
      input: `${import.meta.dirname}/proactive/proactive.ts`,
      preserveEntrySignatures: 'allow-extension',
      output: {
        format: 'es',
        entryFileNames: 'panel-proactive-[hash].js',
        chunkFileNames: 'panel-[name]-[hash].js',
      },
    },
  },
});
