/**
 * `npm run corpus -- FOLDER`: holds the code against collections that are too large for the repository.
 * FOLDER holds `protocol/` (answers of real model providers) and `data/` (hostile pictures, rated searches), or
 * is such a `protocol` folder itself; what is not there is left out. The last line reads `N passed, N failed`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runScript } from '../support/run-script.ts';

interface Corpus {
  script: string;
  /** Below FOLDER; all must be there. */
  files: string[];
  /** The script's option for each file; without it they are given by place. */
  options?: string[];
}

const MODEL_PROTOCOL = 'test/corpus/model-protocol.ts';

const CORPORA: Corpus[] = [
  { script: MODEL_PROTOCOL, files: ['protocol'] },
  { script: 'test/corpus/hostile-images.ts', files: ['data/hostile-images'] },
  {
    script: 'bench/search.ts',
    files: ['data/electronics-search/products.jsonl.gz', 'data/electronics-search/qrels-dev.json'],
    options: ['--catalog', '--qrels'],
  },
];

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run corpus -- FOLDER');
  process.exit(2);
}

const isProtocol = existsSync(path.join(folder, 'quirks'));
const corpora: Corpus[] = isProtocol ? [{ script: MODEL_PROTOCOL, files: ['.'] }] : CORPORA;
const root = path.resolve(import.meta.dirname, '../..');
const total = { passed: 0, failed: 0 };
for (const corpus of corpora) {
  const paths = corpus.files.map((name) => path.resolve(folder, name));
  if (!paths.every((place) => existsSync(place))) continue;
  console.log(`\n== ${corpus.script}`);
  const { code, output } = await runScript(
    path.join(root, corpus.script),
    paths.flatMap((place, at) => [corpus.options?.[at] ?? [], place].flat()),
  );
  const counts = /^(\d+) passed, (\d+) failed/m.exec(output.split('\n').slice(-4).join('\n'));
  total.passed += counts ? Number(counts[1]) : Number(code === 0);
  total.failed += counts ? Number(counts[2]) : Number(code !== 0);
  if (code !== 0 && counts?.[2] === '0') total.failed++;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
