import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Reply, Report } from '#lib/messages/schema.ts';
import { whatsappProblem } from './channel.ts';

const Status = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
});
const Message = z.object({ from: z.string().regex(/^\d{6,15}$/), text: z.object({ body: z.string() }).optional(), button: z.object({ text: z.string() }).optional() });
/** Kinds of entries that we do not know are passed over one by one. */
const Body = z.object({ entry: z.array(z.object({ changes: z.array(z.object({ value: z.object({ statuses: z.array(z.unknown()).default([]), messages: z.array(z.unknown()).default([]) }).catch({ statuses: [], messages: [] }) })).default([]) })) });

const statuses: Readonly<Record<string, Report['status']>> = { sent: 'sent', delivered: 'delivered', read: 'delivered', failed: 'failed' };

/** Whether Meta signed these very bytes: `X-Hub-Signature-256: sha256=<hex>`. */
export function isFromWhatsapp(rawBody: Buffer, signature: string | null, appSecret: string): boolean {
  const wanted = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
  const given = Buffer.from(signature ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function reportOf(value: unknown): Report | null {
  const parsed = Status.safeParse(value);
  const status = parsed.success ? statuses[parsed.data.status] : undefined;
  if (!parsed.success || !status) return null;
  const { id, timestamp, biz_opaque_callback_data: ours, errors } = parsed.data;
  const [error] = errors ?? [];
  return { channel: 'whatsapp', attemptId: ours && /^\d{1,15}$/.test(ours) ? Number(ours) : null, vendorId: id, status, problem: error ? whatsappProblem(error.code) : status === 'failed' ? 'not_delivered' : null, at: new Date(Number(timestamp) * 1000) };
}

function replyOf(value: unknown): Reply | null {
  const parsed = Message.safeParse(value);
  const text = parsed.success ? (parsed.data.text?.body ?? parsed.data.button?.text) : undefined;
  return parsed.success && text ? { channel: 'whatsapp', from: `+${parsed.data.from}`, text } : null;
}

/** What a notification says, several at once. https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples */
export function readWhatsapp(body: unknown): { reports: Report[]; replies: Reply[] } {
  const parsed = Body.safeParse(body);
  const values = parsed.success ? parsed.data.entry.flatMap((entry) => entry.changes.map((change) => change.value)) : [];
  return {
    reports: values.flatMap((value) => value.statuses).map(reportOf).filter((report) => report !== null),
    replies: values.flatMap((value) => value.messages).map(replyOf).filter((reply) => reply !== null),
  };
}
