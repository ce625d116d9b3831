import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { plainElements, plainImports } from './vite.panel.config.ts';

/** The widget as a package: ES modules that a shop's own build takes in, the panel and its languages apart as ever. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [plainImports(), plainElements(), packageFiles()],
  publicDir: false,
  build: {
    outDir: '../dist/npm',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome125', 'safari18', 'firefox128'],
    minify: 'oxc',
    modulePreload: false,
    rolldownOptions: {
      input: `${import.meta.dirname}/npm/aisle.ts`,
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: 'aisle.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

const MANIFEST = {
  name: 'aisle-widget',
  version: packageJson.version,
  description: packageJson.description,
  license: packageJson.license,
  type: 'module',
  sideEffects: false,
  exports: { '.': { types: './index.d.ts', default: './aisle.js' } },
  types: './index.d.ts',
};

/** package.json and the types, beside the modules. */
function packageFiles(): Plugin {
  const read = (file: string) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
  return {
    name: 'package-files',
    generateBundle() {
      const files = {
        'package.json': `${JSON.stringify(MANIFEST, null, 2)}\n`,
        'index.d.ts': read('npm/index.d.ts').replaceAll('../index.d.ts', './window.d.ts'),
        'window.d.ts': read('index.d.ts'),
      };
      for (const [fileName, source] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
