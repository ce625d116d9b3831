import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError } from '../config.ts';
import { EmbeddedPostgresError } from '../embedded/postgres/embedded-postgres-error.ts';
import { AppError } from '../errors.ts';
import { isDatabaseUnavailable } from '../postgres/connection/database-errors.ts';
import { databaseRefusal } from '../postgres/connection/database-refusal.ts';
import { CommandError, UsageError } from './command-context.ts';
import type { Terminal } from './terminal.ts';
import { onDatabase } from './with-database.ts';

/** Resolves to the exit code. */
export type RunCommand = (args: string[], terminal: Terminal) => Promise<number>;

interface Command {
  usage: string;
  summary: string;
  /** Loads the command's code, which the others do not need. */
  load(): Promise<RunCommand>;
}

const COMMANDS: Record<string, Command> = {
  start: {
    usage: 'start',
    summary: 'start the server, with whatever is not configured embedded',
    load: async () => (await import('./start-command.ts')).startCommand,
  },
  dev: {
    usage: 'dev',
    summary: 'the same, again on every change',
    load: async () => (await import('./dev-command.ts')).devCommand,
  },
  test: {
    usage: 'test [vitest arguments]',
    summary: 'run the tests',
    load: async () => (await import('./test-command.ts')).testCommand,
  },
  build: {
    usage: 'build',
    summary: 'build what browsers load, where its sources changed',
    load: async () => (await import('./build-command.ts')).buildCommand,
  },
  migrate: {
    usage: 'migrate',
    summary: 'bring the database up to date',
    load: async () => (await import('./migrate-command.ts')).migrateCommand,
  },
  import: {
    usage:
      'import <file|-> --store KEY [--format auto|aisle|shopify|google|woocommerce] [--missing leave|unavailable] [--dry-run] [--yes]',
    summary: 'read a catalog file into a store',
    load: async () => onDatabase((await import('./import-command.ts')).importCommand),
  },
  export: {
    usage: 'export --store KEY [--format aisle|aisle-csv|shopify|google-tsv|google-xml]',
    summary: "print a store's catalog",
    load: async () => onDatabase((await import('./export-command.ts')).exportCommand),
  },
  store: {
    usage:
      'store list | store create --key KEY --name NAME --currency CUR --locale LOC [--time-zone ZONE] [--origin ORIGIN]… | store secret --store KEY',
    summary: 'list the stores, make one, or print what signs its identity tokens',
    load: async () => onDatabase((await import('./store-command.ts')).storeCommand),
  },
  admin: {
    usage: 'admin create <email> [--role owner|editor|viewer] | admin reset <email>',
    summary: 'make an admin and print the password, or print a link for a new one',
    load: async () => onDatabase((await import('./admin-command.ts')).adminCommand),
  },
  doctor: {
    usage: 'doctor',
    summary: 'check the database and the model, and say what to do',
    load: async () => (await import('./doctor-command.ts')).doctorCommand,
  },
};

/**
 * Runs the command that `args` names. Resolves to the exit code: 0, 1 when it failed, 2 when it was called the
 * wrong way. Bugs are thrown.
 */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    terminal.out(helpText());
    return 0;
  }
  if (['--version', '-v'].includes(name)) {
    terminal.out(`aisle ${packageJson.version}, Node ${process.versions.node}`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    terminal.error(`There is no command "${name}".\n\n${helpText()}`);
    return 2;
  }
  if (name !== 'test' && (rest.includes('--help') || rest.includes('-h'))) {
    terminal.out(`Usage: aisle ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  try {
    const run = await command.load();
    return await run(rest, terminal);
  } catch (error) {
    if (isUsageError(error)) {
      terminal.error(`${error.message}\n\nUsage: aisle ${command.usage}`);
      return 2;
    }
    const message = expectedFailure(error);
    if (message === undefined) throw error;
    terminal.error(message);
    return 1;
  }
}

function helpText(): string {
  const lines = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return `Usage: aisle <command>\n\n${lines.join('\n')}`;
}

/** Ours, or parseArgs' complaints about flags. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = (error as { code?: unknown }).code;
  return error instanceof Error && typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** What a person can put right, in a line; undefined for a bug, which deserves its stack. */
function expectedFailure(error: unknown): string | undefined {
  const refusal = databaseRefusal(error);
  if (refusal) return `The database refuses (${refusal.reason}): ${refusal.remedy}`;
  if (isDatabaseUnavailable(error)) {
    return `The database does not answer (${String((error as Error).message)}): run "aisle doctor".`;
  }
  const known = [CommandError, ConfigError, EmbeddedPostgresError, AppError];
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  return whyNotListening(error as NodeJS.ErrnoException);
}

const REMEDIES: Record<string, string> = {
  EADDRINUSE: 'another program uses this port; set PORT to another one.',
  EACCES: 'this port needs more rights than we have; set PORT to one above 1023.',
  EADDRNOTAVAIL: 'this machine has no such address; set HOST to one of its own.',
  ENOTFOUND: 'there is no such host; set HOST to an address of this machine.',
};

function whyNotListening({ code = '', syscall, message }: NodeJS.ErrnoException) {
  const remedy = REMEDIES[code];
  return remedy && ['listen', 'getaddrinfo'].includes(syscall ?? '')
    ? `${message}: ${remedy}`
    : undefined;
}
