#!/usr/bin/env node
// The one entry. Plain JavaScript that old versions of Node can read: it finds the pinned one and hands over.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';

const OLDEST_NODE = 24;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const modules = path.join(root, 'node_modules');

if (!existsSync(modules)) {
  fail(`Nothing is installed yet: run "npm install" in ${root}.`);
} else if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await runHere();
} else {
  runPinned();
}

async function runHere() {
  endWithWrapper();
  if (!takeSettings()) return;
  // Half of the time to start goes into reading TypeScript; the next start remembers.
  module.enableCompileCache(path.join(modules, '.cache', 'node'));
  const { runCommand } = await import('./commands.ts');
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    out: (line) => console.log(line),
    error: (line) => console.error(line),
    write: writeOut,
    progress: process.stderr.isTTY ? showProgress : undefined,
  });
}

/** Those of `.env`, behind those of the environment. Tells what is wrong with the file, and then is false. */
function takeSettings() {
  let text;
  try {
    text = readFileSync('.env', 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return true;
    fail(`.env cannot be read: ${error.message}.`);
    return false;
  }
  // PowerShell writes UTF-16, in which no setting would be found.
  if (/[\0\ufffd]/.test(text)) {
    fail('.env is not UTF-8 text: save it as that.');
    return false;
  }
  for (const [name, value] of Object.entries(util.parseEnv(text.replace(/^\ufeff/, '')))) {
    process.env[name] ??= value;
  }
  return true;
}

/** A failure ends us: the event that tells of it comes after the callback. */
function writeOut(text) {
  return new Promise((resolve) => {
    process.stdout.once('error', endUnwritten);
    process.stdout.write(text, (error) => {
      if (error) return;
      process.stdout.off('error', endUnwritten);
      resolve();
    });
  });
}

/** Whoever reads what we print may stop reading: that is no failure. A full disk is one. */
function endUnwritten(error) {
  if (error.code === 'EPIPE') process.exit(0);
  console.error(`What this command prints cannot be written: ${error.message}.`);
  process.exit(1);
}

function showProgress(text) {
  process.stderr.write(`\r\u001b[2K${text}`);
}

/** The same command in the Node that npm installed beside us. */
function runPinned() {
  const bin = path.join(modules, 'node', 'bin');
  const node = path.join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) {
    fail(
      `Aisle needs Node ${OLDEST_NODE} (this is ${process.version}) and npm was not allowed to install it: run "npm rebuild node --ignore-scripts=false", or use a newer Node.`,
    );
    return;
  }
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const PATH = bin + path.delimiter + (process.env.PATH ?? '');
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH },
  });
  child.on('error', (error) => fail(`${node} cannot be run: ${error.message}`));
  child.on('exit', (code, signal) => {
    for (const name of FORWARDED) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
  for (const name of FORWARDED) process.on(name, () => child.kill(name));
}

/** When the process that started us for its old Node is killed, we go too. */
function endWithWrapper() {
  if (!process.channel) return;
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
