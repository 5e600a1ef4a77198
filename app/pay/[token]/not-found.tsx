import { Calm } from '#components/pay/calm.tsx';
import { speechOf } from '#components/pay/speech.ts';
import { wordsOf } from '#lib/carts/words/all.ts';
import { languageFor } from '../buyer.ts';

export default async function NotFound() {
  const language = await languageFor(null);
  const { say } = speechOf(language, wordsOf[language]);
  return <Calm title={say('noLink')} note={say('noLinkNote')} />;
}
