import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { AppError } from '../errors.ts';
import type { VisitorEnv } from './app-env.ts';

/** How many answers may be followed at once in this process. */
export interface StreamPlaceLimits {
  perVisitor: number;
  perAddress: number;
  inAll: number;
}

export interface StreamReader {
  visitorId: string;
  address: string;
}

const SECONDS_TO_TRY_AGAIN = 5;

/**
 * Places for those who follow an answer. They are counted in this process alone: what is to be bounded are its
 * connections and its memory, and a count that others share would have to find out who died with places taken.
 */
export interface StreamPlaces {
  /**
   * Takes a place; the returned function gives it back, once. Throws AppError `rate_limited` when the visitor or the
   * address has all of theirs, `overloaded` when there is none left at all.
   */
  take(reader: StreamReader): () => void;
}

export function streamPlaces(limits: StreamPlaceLimits): StreamPlaces {
  const taken = new Map<string, number>();
  let inAll = 0;

  function change(name: string, by: number): void {
    const count = (taken.get(name) ?? 0) + by;
    if (count > 0) taken.set(name, count);
    else taken.delete(name);
  }

  return {
    take({ visitorId, address }) {
      const visitor = `visitor ${visitorId}`;
      const network = `address ${address}`;
      if ((taken.get(visitor) ?? 0) >= limits.perVisitor) throw tooManyStreams();
      if ((taken.get(network) ?? 0) >= limits.perAddress) throw tooManyStreams();
      if (inAll >= limits.inAll) {
        throw new AppError('overloaded', 'Too many answers are being followed here now.', {
          retryAfter: SECONDS_TO_TRY_AGAIN,
        });
      }
      for (const name of [visitor, network]) change(name, 1);
      inAll += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        for (const name of [visitor, network]) change(name, -1);
        inAll -= 1;
      };
    },
  };
}

function tooManyStreams(): AppError {
  return new AppError('rate_limited', 'Too many answers are being followed at once.', {
    retryAfter: SECONDS_TO_TRY_AGAIN,
  });
}

/** Holds a place from before anything is stored until the response is closed, whoever closes it. */
export function limitStreams(places: StreamPlaces, addressOf: (context: Context) => string) {
  return createMiddleware<VisitorEnv>(async (context, next) => {
    const { visitorId } = context.get('visitor');
    const giveBack = places.take({ visitorId, address: addressOf(context) });
    const { outgoing } = context.env;
    outgoing.once('close', giveBack);
    // Whoever left while we asked who it is closes nothing any more.
    if (outgoing.closed) giveBack();
    await next();
  });
}
