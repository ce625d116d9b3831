import { defineConfig } from 'vite';

/** The merchant's web app, built to dist/admin and served at /admin under a policy without inline scripts or styles. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/admin',
    emptyOutDir: true,
    target: 'es2022',
    minify: 'oxc',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
