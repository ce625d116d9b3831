import type { Context, Env } from 'hono';
import type { RateLimits } from '../shop/rate-limits.ts';
import type { VisitorEnv } from './app-env.ts';
import { type Counted, rateLimit } from './rate-limit.ts';
import { limitStreams, type StreamPlaceLimits, streamPlaces } from './stream-places.ts';
import { limitTurns } from './turn-limit.ts';

/** What shoppers may ask of us. An address is an IPv4 address or an IPv6 /64: a household, or all who are in a shop. */
export interface RequestLimits {
  /** Counted over all processes. */
  perMinute: {
    visitorsOfAddress: number;
    messagesOfVisitor: number;
    messagesOfAddress: number;
    uploadsOfAddress: number;
  };
  streams: StreamPlaceLimits;
  /** That run in this process at once. */
  turns: number;
}

export interface RequestLimitsDeps {
  limits: RequestLimits;
  rateLimits: RateLimits;
  runningTurns(): number;
  addressOf(context: Context): string;
}

/** The limits as middleware, named for what they limit. */
export function requestLimits({ limits, rateLimits, runningTurns, addressOf }: RequestLimitsDeps) {
  const { visitorsOfAddress, messagesOfVisitor, messagesOfAddress, uploadsOfAddress } =
    limits.perMinute;

  function perMinute<E extends Env>(
    of: string,
    times: number,
    nameOf: (context: Context<E>) => string,
  ): Counted<E> {
    return { limiter: rateLimits.limiter({ of, times, seconds: 60 }), nameOf };
  }

  return {
    visitors: rateLimit(perMinute('visitors of an address', visitorsOfAddress, addressOf)),
    messages: rateLimit<VisitorEnv>(
      perMinute(
        'messages of a visitor',
        messagesOfVisitor,
        (context) => context.get('visitor').visitorId,
      ),
      perMinute('messages of an address', messagesOfAddress, addressOf),
    ),
    uploads: rateLimit(perMinute('uploads of an address', uploadsOfAddress, addressOf)),
    streams: limitStreams(streamPlaces(limits.streams), addressOf),
    turns: limitTurns({ turns: limits.turns, running: runningTurns }),
  };
}
