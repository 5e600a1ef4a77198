import { fairSpeech } from '#lib/ledger/rules.ts';
import { Calm } from '#components/pay/calm.tsx';
import { fairWords } from '#lib/ledger/words/all.ts';
import { fairLanguage } from '../line.ts';

export default async function NotFound() {
  const language = await fairLanguage(null);
  const { say } = fairSpeech(language, fairWords[language]);
  return <Calm title={say('noLink')} note={say('noLinkNote')} />;
}
