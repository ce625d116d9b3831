import { parseArgs } from 'node:util';
import { StoreSettings } from '../../shared/store.ts';
import { postgresStores } from '../postgres/stores.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { storeWithKey } from './store-with-key.ts';

export async function storeCommand(args: string[], context: CommandContext): Promise<void> {
  const [action, ...rest] = args;
  if (action === 'list') return await listStores(rest, context);
  if (action === 'create') return await createStore(rest, context);
  if (action === 'secret') return await showSecret(rest, context);
  throw new UsageError(action ? `There is no "store ${action}".` : 'What about stores?');
}

async function listStores(args: string[], { database, out }: CommandContext): Promise<void> {
  parseArgs({ args });
  const stores = await postgresStores(database.db).list();
  if (stores.length === 0) out('There is no store yet.');
  for (const { key, name, currency, locale } of stores) {
    out([key, name, currency, locale].join('\t'));
  }
}

/** What the shop's own server signs identity tokens with; nothing else shows it. */
async function showSecret(args: string[], context: CommandContext): Promise<void> {
  const { values } = parseArgs({ args, options: { store: { type: 'string' } } });
  const { identitySecret } = await storeWithKey(context, values.store);
  context.out(identitySecret);
}

async function createStore(args: string[], context: CommandContext): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      key: { type: 'string' },
      name: { type: 'string' },
      currency: { type: 'string' },
      locale: { type: 'string' },
      'time-zone': { type: 'string', default: 'UTC' },
      origin: { type: 'string', multiple: true, default: [] },
    },
  });
  const { database, out, config } = context;
  const store = await postgresStores(database.db).create({
    key: checked('--key', values.key, isKey),
    name: checked('--name', values.name, (name) => name.trim().length > 0),
    currency: checked('--currency', values.currency?.toUpperCase(), isCurrency),
    locale: checked('--locale', values.locale, isLocale),
    timeZone: checked('--time-zone', values['time-zone'], isTimeZone),
    allowedOrigins: values.origin.map((origin) => checked('--origin', origin, isOrigin)),
    settings: StoreSettings.parse({}),
  });
  out(`Made the store ${store.key}. Its tag:`);
  out(`<script async src="${config.publicUrl}/widget.js?store=${store.key}"></script>`);
}

function checked(
  flag: string,
  value: string | undefined,
  isRight: (value: string) => boolean,
): string {
  if (value === undefined) throw new UsageError(`${flag} is missing.`);
  if (!isRight(value)) throw new UsageError(`${flag} cannot be "${value}".`);
  return value;
}

function isKey(key: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(key);
}

function isCurrency(currency: string): boolean {
  return Intl.supportedValuesOf('currency').includes(currency);
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** As a browser sends it: scheme, host, port if it is an unusual one, nothing else. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
