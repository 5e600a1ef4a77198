import { AppError } from '#lib/core/errors.ts';
import type { Clock } from '#lib/core/time.ts';
import type { Seller } from '#lib/members/schema.ts';
import type { MessageChannel } from '#lib/ports.ts';
import { exampleFacts, fill, templateOf, unknownIn, whatsappBody, whatsappLanguage, whatsappName, whatsappVariables } from './render.ts';
import type { Channel, Messaging, Preview, PreviewRequest, TestAnswer, TestRequest } from './schema.ts';
import { payLink } from './send.ts';
import { templates } from './templates.ts';

interface TryCtx {
  clock: Clock;
  publicUrl: string;
}

const exampleToken = 'example';

/** How a message reads, with an example's facts. Nothing is sent or kept. */
export function previewMessage({ clock, publicUrl }: TryCtx, seller: Seller, messaging: Messaging, { topic, language, template }: PreviewRequest): Preview {
  const chosen = template ?? templateOf(messaging, language, topic);
  const facts = exampleFacts(seller, language, payLink(publicUrl, exampleToken), clock.now());
  return {
    subject: fill(chosen.subject, facts),
    text: fill(chosen.text, facts),
    unknown: unknownIn(topic, chosen),
    builtIn: templates[language][topic],
    whatsapp: { name: whatsappName(topic), language: whatsappLanguage(language), body: whatsappBody(language, topic) },
  };
}

/** Sends an example to the seller's own number or address, over one channel, at once. Throws `conflict` when the channel is not connected. Sends again when run again. */
export async function testMessage(ctx: TryCtx & { channels: Partial<Record<Channel, MessageChannel>> }, seller: Seller, messaging: Messaging, request: TestRequest): Promise<TestAnswer> {
  const channel = ctx.channels[request.channel];
  if (!channel) throw new AppError('conflict', 'This channel is not connected on this installation.');
  const { topic, language, to } = request;
  const template = templateOf(messaging, language, topic);
  const url = payLink(ctx.publicUrl, exampleToken);
  const facts = exampleFacts(seller, language, url, ctx.clock.now());
  const result = await channel.send({
    id: `test-${ctx.clock.now().getTime()}`, to, language, url, fromName: seller.name,
    subject: fill(template.subject, facts), text: fill(template.text, facts), template: { name: whatsappName(topic), variables: whatsappVariables(topic, facts) },
  });
  return { status: result.status, problem: result.status === 'sent' ? null : result.problem };
}
