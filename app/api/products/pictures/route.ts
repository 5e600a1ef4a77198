import { maxPictureBytes } from '#lib/adapters/images/kind.ts';
import { readFile } from '#lib/server/read-file.ts';
import { storePicture } from '#lib/products/store-picture.ts';
import { created, route } from '#lib/server/route.ts';

/** Keeps a picture (multipart field `file`: PNG, JPEG or WebP, 8 MB at most) and answers its path for SaveProduct. */
export const POST = route({ roles: ['owner'] }, async ({ ctx, caller, request }) => created(await storePicture(ctx.service, caller.seller, (await readFile(request, maxPictureBytes)).bytes)));
