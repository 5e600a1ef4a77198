import { createDocument } from 'zod-openapi';
import { paths } from './paths.ts';

/** The OpenAPI 3.1 document of this API, generated from the schemas that the routes check with. */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Claimcast',
      version: '0.1.0',
      description: 'Comments in, held orders out. Bridges send `Authorization: Bearer <bridge key>`; people use their session. Times are ISO 8601, amounts ending in `_minor` are in minor units of `currency`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A bridge key, made under Settings' },
        session: { type: 'apiKey', in: 'cookie', name: 'claimcast-auth', description: 'The session of a signed-in person' },
      },
    },
  });
}
