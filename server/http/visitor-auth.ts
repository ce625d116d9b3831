import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import { hashToken } from '../shop/secret-token.ts';
import type { Store, Stores } from '../shop/store.ts';
import type { Visitors } from '../shop/visitors.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import type { AuthenticatedVisitor, StoreEnv, VisitorEnv } from './app-env.ts';

export interface VisitorAuthDeps {
  visitors: Visitors;
  stores: Stores;
  origins: AllowedOrigins;
}

/** For routes that belong to a visitor. The store comes from the token, never from the request. */
export function requireVisitor(deps: VisitorAuthDeps) {
  return createMiddleware<VisitorEnv>(async (context, next) => {
    const visitor = await visitorOf(context, deps);
    if (!visitor)
      throw new AppError('unauthorized', 'Send a visitor token: POST /v1/visitors gives one.');
    context.set('visitor', visitor);
    await next();
  });
}

/** For public routes: the store of the visitor's token, else the one that `?store=KEY` names. */
export function requireStore(deps: VisitorAuthDeps) {
  return createMiddleware<StoreEnv>(async (context, next) => {
    const visitor = await visitorOf(context, deps);
    context.set('store', visitor?.store ?? (await namedStore(context, deps)));
    const { visitorId, customerRef } = visitor ?? {};
    context.set('shopper', { visitorId, customerRef });
    await next();
  });
}

async function namedStore(context: Context, { stores, origins }: VisitorAuthDeps): Promise<Store> {
  const key = context.req.query('store');
  if (!key)
    throw new AppError('invalid_request', 'Name a store with ?store=KEY or a visitor token.');
  const store = await stores.byKey(key);
  if (!store) throw new AppError('not_found', 'There is no such store.');
  origins.require(context.req.header('origin'), store);
  return store;
}

/** Undefined without an Authorization header; throws AppError `unauthorized` for one that is not valid. */
async function visitorOf(
  context: Context,
  { visitors, stores, origins }: VisitorAuthDeps,
): Promise<AuthenticatedVisitor | undefined> {
  if (context.req.header('authorization') === undefined) return undefined;
  const token = shownToken(context);
  // The list of stores, which may have to be read anew, is asked for beside the visitor and not after.
  const [visitor] = token ? await Promise.all([visitors.byTokenHash(token), stores.list()]) : [];
  const store = visitor && (await stores.get(visitor.storeId));
  if (!visitor || !store)
    throw new AppError('unauthorized', 'The visitor token is not valid (any more).');
  origins.require(context.req.header('origin'), store);
  return { visitorId: visitor.id, store, customerRef: visitor.customerRef };
}

/** The hash of the visitor token that came with the request, good or not. */
export function shownToken(context: Context): Buffer | undefined {
  const header = context.req.header('authorization') ?? '';
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header)?.[1];
  return token === undefined ? undefined : hashToken(token);
}
