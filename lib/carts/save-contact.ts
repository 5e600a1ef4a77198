import type { Sql } from '#lib/adapters/postgres/connect.ts';

/** Keeps where a cart's buyer wants to be written to; what is null stays as it is. Safe to run twice. */
export async function saveContact(sql: Sql, cartId: string, contact: { phone: string | null; email: string | null }): Promise<void> {
  await sql`select private.save_contact(${cartId}, ${contact.phone}, ${contact.email})`;
}
