import { ModelFailure } from '../errors.ts';
import type { ModelClient, ModelRequest } from './model-client.ts';
import { mostTelling } from './most-telling.ts';
import { hasImages, withoutImages } from './without-images.ts';

/** One endpoint with everything around it. */
export interface FallbackMember {
  /** See `endpointName`. */
  name: string;
  client: ModelClient;
  /** False when it is known not to see images or not to call tools; found out when absent. */
  images?: boolean | undefined;
  tools?: boolean | undefined;
}

export interface FallbackOptions {
  /** For the log. Without a failure, `from` was passed over for what it cannot do. */
  onFallback?: (fallback: { from: string; to: string; failure: ModelFailure | undefined }) => void;
}

/** An endpoint as far as its refusals made it known; what it refused it is not asked again. */
interface KnownMember {
  name: string;
  client: ModelClient;
  seesImages: boolean;
  callsTools: boolean;
}

interface Attempt {
  member: KnownMember;
  request: ModelRequest;
}

/**
 * Asks the endpoints in order until one says something. Any failure before that leads to the next one, also a
 * refusal, a question that does not fit or a budget that is spent: the next model may be laxer, longer or
 * cheaper. One that cannot do what is needed is passed over; when none that sees pictures answers, the others
 * are asked without them. Throws the failure that says most; see `mostTelling`.
 */
export function withFallback(
  members: readonly [FallbackMember, ...FallbackMember[]],
  { onFallback }: FallbackOptions = {},
): ModelClient {
  const known = members.map(
    ({ name, client, images = true, tools = true }): KnownMember => ({
      name,
      client,
      seesImages: images,
      callsTools: tools,
    }),
  );
  return {
    async ask(request, { signal, hear }) {
      const failures: ModelFailure[] = [];
      let from = members[0].name;
      for (const attempt of attemptsAt(known, request)) {
        const { name, client } = attempt.member;
        const failure = failures.at(-1);
        if (failure || from !== name) onFallback?.({ from, to: name, failure });
        from = name;
        let saidSomething = false;
        try {
          await client.ask(attempt.request, {
            signal,
            hear(event) {
              saidSomething ||= event.type !== 'waiting';
              hear(event.type === 'end' ? { ...event, endpoint: name } : event);
            },
          });
          return;
        } catch (error) {
          if (saidSomething || !(error instanceof ModelFailure)) throw error;
          learn(attempt, error);
          failures.push(error);
        }
      }
      const [first, ...others] = failures;
      if (first) throw mostTelling([first, ...others]);
    },
  };
}

/** Lazily, since an endpoint may turn out not to see pictures while the others are still to be asked. */
function* attemptsAt(members: KnownMember[], request: ModelRequest): Generator<Attempt> {
  const capable = members.filter(({ callsTools }) => callsTools || request.tools.length === 0);
  // Where nobody calls tools, their own words tell the merchant so.
  const candidates = capable.length > 0 ? capable : members;
  if (!hasImages(request)) {
    for (const member of candidates) yield { member, request };
    return;
  }
  for (const member of candidates) if (member.seesImages) yield { member, request };
  const blind = withoutImages(request);
  for (const member of candidates) if (!member.seesImages) yield { member, request: blind };
}

function learn({ member, request }: Attempt, { reason }: ModelFailure): void {
  if (reason === 'unsupported_input' && hasImages(request)) member.seesImages = false;
  if (reason === 'tools_unsupported') member.callsTools = false;
}
