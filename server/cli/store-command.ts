import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Currency, Locale, StoreKey, StoreName, TimeZone } from '../../shared/admin-stores.ts';
import { StoreSettings } from '../../shared/store.ts';
import { postgresStores } from '../postgres/stores/stores.ts';
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
    key: checked('--key', values.key, StoreKey),
    name: checked('--name', values.name, StoreName),
    currency: checked('--currency', values.currency, Currency),
    locale: checked('--locale', values.locale, Locale),
    timeZone: checked('--time-zone', values['time-zone'], TimeZone),
    allowedOrigins: values.origin.map((origin) => checked('--origin', origin, Origin)),
    settings: StoreSettings.parse({}),
  });
  out(`Made the store ${store.key}. Its tag:`);
  out(`<script async src="${config.publicUrl}/widget.js?store=${store.key}"></script>`);
}

function checked(flag: string, value: string | undefined, schema: z.ZodType<string>): string {
  if (value === undefined) throw new UsageError(`${flag} is missing.`);
  const read = schema.safeParse(value);
  if (!read.success) throw new UsageError(`${flag} cannot be "${value}".`);
  return read.data;
}

const Origin = z.string().refine(isOrigin);

/** As a browser sends it: scheme, host, port if it is an unusual one, nothing else. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
