import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** What Node's server hands to every request. */
export interface NodeBindings {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** Set by a route that writes its body itself: called once the head, with all that middleware adds, is written. */
  writeBody?: (outgoing: ServerResponse) => void;
}

export type NodeFetch = (request: Request, env: NodeBindings) => Response | Promise<Response>;

/**
 * A clone is of Node's own class, in which the adapter looks for the mark that it is sent. The constant itself may be of the
 * adapter's lighter class, in which it does not: when the adapter put that in place before the constant was made.
 */
const ALREADY_SENT = RESPONSE_ALREADY_SENT.clone();

/** Lets routes write their body straight to Node's response: a Web stream costs more than all else that we do. */
export function answeringNode(fetch: NodeFetch): NodeFetch {
  return async (request, env) => {
    const response = await fetch(request, env);
    const { writeBody, outgoing } = env;
    // What went wrong after the route has an answer of its own, and HEAD has no body.
    if (!writeBody || !response.ok || request.method === 'HEAD') return response;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    writeBody(outgoing);
    return ALREADY_SENT;
  };
}
