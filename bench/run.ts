/**
 * `npm run bench -- NAME [arguments]`: runs bench/NAME.ts. Each prints a table with ratios against a floor
 * measured in the same run; absolute times say more about the machine than about us.
 */
import path from 'node:path';
import { runScript } from '../test/support/run-script.ts';

const BENCHES = [
  'import',
  'model',
  'photos',
  'search',
  'size',
  'streams',
  'turn',
  'uploads',
  'widget',
];

const [name = '', ...args] = process.argv.slice(2);
if (BENCHES.includes(name)) {
  const { code } = await runScript(path.join(import.meta.dirname, `${name}.ts`), args);
  process.exitCode = code ?? 1;
} else {
  console.error(`usage: npm run bench -- ${BENCHES.join('|')} [arguments]`);
  process.exitCode = 2;
}
