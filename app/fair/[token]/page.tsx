import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FairPage } from '#components/ledger/fair-page.tsx';
import { fairSpeech } from '#lib/ledger/rules.ts';
import { Calm } from '#components/pay/calm.tsx';
import { fairWords } from '#lib/ledger/words/all.ts';
import { fairLanguage, lineBehind } from '../line.ts';

interface PageProps {
  params: Promise<{ token: string }>;
}

async function load({ params }: PageProps) {
  const line = await lineBehind((await params).token);
  const language = await fairLanguage(line);
  return { line, speech: fairSpeech(language, fairWords[language]) };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { line, speech } = await load(props);
  const title = speech.say(line === null ? 'noLink' : line === 'away' ? 'away' : 'title');
  return { title: { absolute: title }, description: null, robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

/** A buyer's own line, by its link: no sign-in, no scripts. */
export default async function Page(props: PageProps) {
  const { line, speech } = await load(props);
  if (line === null) notFound();
  if (line === 'away') return <Calm title={speech.say('away')} note={speech.say('awayNote')} />;
  return <FairPage line={line} speech={speech} />;
}
