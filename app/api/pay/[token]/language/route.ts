import { chooseLanguage } from '#lib/carts/choose-language.ts';
import { ChooseLanguage } from '#lib/carts/requests.ts';
import { publicRoute } from '#lib/server/public-route.ts';

/** Keeps the language of the page. */
export const POST = publicRoute({ body: ChooseLanguage }, ({ ctx, cartId, body }) => chooseLanguage(ctx.sql, cartId, body.language));
