import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from 'hono';
import packageJson from '../../package.json' with { type: 'json' };

/** `GET /openapi.json`: made from the very schemas that check the requests. */
export function describeApi<E extends Env>(app: OpenAPIHono<E>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'visitor', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that POST /v1/visitors gives.',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Aisle',
      version: packageJson.version,
      description: 'Chat with a shop. Streams speak the AI SDK UI message stream, version 1.',
      license: { name: 'MIT' },
    },
  });
}
