import { defineConfig, type Plugin } from 'vite';

/**
 * The panel: an ES module, one with what may come later, and one for each language but English, with their contents' hashes in their names.
 * manifest.json tells the server that of the panel.
 * Earlier panels stay in the folder: a loader that a browser still has in its cache may ask for one.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [plainImports(), plainElements()],
  publicDir: false,
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
      // What comes later takes what it shares from the panel itself.
      preserveEntrySignatures: 'allow-extension',
      output: {
        format: 'es',
        entryFileNames: 'panel-[hash].js',
        chunkFileNames: 'panel-[name]-[hash].js',
      },
    },
  },
});

/**
 * Elements made by Preact's own `h`: its JSX runtime is a second maker of them. The names are such as nobody calls
 * anything else; Vite's `jsxInject` would bring Preact into every file, of languages too.
 */
export function plainElements(): Plugin {
  const imports = "import { h as jsxElement, Fragment as JsxFragment } from 'preact';";
  return {
    name: 'plain-elements',
    enforce: 'pre',
    config: () => ({
      oxc: { jsx: { runtime: 'classic', pragma: 'jsxElement', pragmaFrag: 'JsxFragment' } },
    }),
    transform: { filter: { id: /\.tsx$/ }, handler: (code) => `${imports}\n${code}` },
  };
}

/** A language's file has no style sheets or files of its own to load ahead, which Vite's 1.3 KB helper would see to. */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) =>
      id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null,
  };
}
