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

/** Lets routes write their body straight to Node's response: a Web stream costs more than all else that we do. */
export function answeringNode(fetch: NodeFetch): NodeFetch {
  return async (request, env) => {
    const response = await fetch(request, env);
    const { writeBody, outgoing } = env;
    // What went wrong after the route has an answer of its own, and HEAD has no body.
    if (!writeBody || !response.ok || request.method === 'HEAD') return response;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    writeBody(outgoing);
    return RESPONSE_ALREADY_SENT;
  };
}
