import type { Sql } from '#lib/adapters/postgres/connect.ts';
import type { Language } from './languages.ts';

/** Keeps the language that the buyer chose on the page. Safe to run twice. */
export async function chooseLanguage(sql: Sql, cartId: string, language: Language): Promise<void> {
  await sql`select private.choose_language(${cartId}, ${language})`;
}
