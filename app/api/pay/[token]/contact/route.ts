import { Contact } from '#lib/carts/contact.ts';
import { saveContact } from '#lib/carts/save-contact.ts';
import { publicRoute } from '#lib/server/public-route.ts';

/** Keeps where the buyer wants to be written to. */
export const POST = publicRoute({ body: Contact, notice: 'saved' }, ({ ctx, cartId, body }) => saveContact(ctx.sql, cartId, body));
