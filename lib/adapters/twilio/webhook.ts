import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Reply, Report } from '#lib/messages/schema.ts';
import { twilioProblem } from './channel.ts';

const statuses: Readonly<Record<string, Report['status']>> = { sent: 'sent', delivered: 'delivered', read: 'delivered', failed: 'failed', undelivered: 'failed' };

/** What Twilio signs: the address it called, then each field of the form by name, name and value without anything between. */
export function twilioSignature(url: string, form: URLSearchParams, authToken: string): string {
  const names = [...new Set(form.keys())].sort();
  const fields = names.map((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value).join(''));
  return createHmac('sha1', authToken).update(url + fields.join('')).digest('base64');
}

/** Whether Twilio signed this form for this address. https://www.twilio.com/docs/usage/security#validating-requests */
export function isFromTwilio(url: string, form: URLSearchParams, signature: string | null, authToken: string): boolean {
  const wanted = Buffer.from(twilioSignature(url, form, authToken));
  const given = Buffer.from(signature ?? '');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A status callback, or a message that came in; both null for kinds that mean nothing here, such as `queued`. */
export function readTwilio(form: URLSearchParams, attempt: string | null, now: Date): { report: Report | null; reply: Reply | null } {
  const vendorId = form.get('MessageSid') ?? form.get('SmsSid');
  const said = form.get('MessageStatus');
  const status = statuses[said ?? ''];
  if (said !== null) {
    if (!vendorId || !status) return { report: null, reply: null };
    const code = Number(form.get('ErrorCode') ?? 0);
    return { report: { channel: 'sms', attemptId: attempt && /^\d{1,15}$/.test(attempt) ? Number(attempt) : null, vendorId, status, problem: status === 'failed' ? (code ? twilioProblem(code) : 'not_delivered') : null, at: now }, reply: null };
  }
  const from = form.get('From');
  const text = form.get('Body');
  return { report: null, reply: from && text && /^\+\d{6,15}$/.test(from) ? { channel: 'sms', from, text } : null };
}
