import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isFromTwilio, readTwilio, twilioSignature } from '#lib/adapters/twilio/webhook.ts';
import { isFromWhatsapp, readWhatsapp } from '#lib/adapters/whatsapp/webhook.ts';
import { fill, unknownIn, whatsappBody, type Facts } from './render.ts';
import { quietSeconds, retrySeconds } from './rules.ts';
import { Language, Topic, topicVariables } from './schema.ts';
import { templates } from './templates.ts';
import { wishOf } from './wish.ts';

describe('what WhatsApp posts', () => {
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [
      { field: 'messages', value: { messaging_product: 'whatsapp', statuses: [
        { id: 'wamid.1', status: 'read', timestamp: '1700000000', recipient_id: '49', biz_opaque_callback_data: '42' },
        { id: 'wamid.2', status: 'failed', timestamp: '1700000001', recipient_id: '49', errors: [{ code: 131026, title: 'Message undeliverable' }] },
        { id: 'wamid.3', status: 'warning', timestamp: '1' }, 'nonsense'] } },
      { field: 'messages', value: { messages: [{ from: '4915112345678', id: 'w', type: 'text', text: { body: 'Stop' } }, { from: '49', type: 'image' }] } },
      { field: 'account_update' }] }],
  };
  test('counts when the raw bytes are signed', () => {
    const raw = Buffer.from(JSON.stringify(body));
    const signature = `sha256=${createHmac('sha256', 'app secret').update(raw).digest('hex')}`;
    expect(isFromWhatsapp(raw, signature, 'app secret')).toBe(true);
    for (const wrong of [null, '', 'sha256=', signature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))]) expect(isFromWhatsapp(raw, wrong, 'app secret')).toBe(false);
    expect(isFromWhatsapp(Buffer.concat([raw, Buffer.from(' ')]), signature, 'app secret')).toBe(false);
  });
  test('is read part by part, whatever else is in it', () => {
    expect(readWhatsapp(body)).toEqual({
      reports: [
        { channel: 'whatsapp', attemptId: 42, vendorId: 'wamid.1', status: 'delivered', problem: null, at: new Date(1_700_000_000_000) },
        { channel: 'whatsapp', attemptId: null, vendorId: 'wamid.2', status: 'failed', problem: 'invalid_address:131026', at: new Date(1_700_000_001_000) },
      ],
      replies: [{ channel: 'whatsapp', from: '+4915112345678', text: 'Stop' }],
    });
    expect(readWhatsapp({ hello: 1 })).toEqual({ reports: [], replies: [] });
  });
});

describe('what Twilio posts', () => {
  const now = new Date(0);
  test('counts when address and form are signed, as their documentation computes it', () => {
    // The example of https://www.twilio.com/docs/usage/security
    const form = new URLSearchParams({ CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234', From: '+12349013030', To: '+18005551212' });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(twilioSignature(url, form, '12345')).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
    expect(isFromTwilio(url, form, '0/KCTR6DLpKmkAf8muzZqo1nDgQ=', '12345')).toBe(true);
    for (const [at, signature] of [[url, null], [url, 'x'], [`${url}&x=1`, '0/KCTR6DLpKmkAf8muzZqo1nDgQ=']] as const) expect(isFromTwilio(at, form, signature, '12345')).toBe(false);
  });
  test('is a report or a reply', () => {
    expect(readTwilio(new URLSearchParams({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' }), '42', now).report).toEqual({ channel: 'sms', attemptId: 42, vendorId: 'SM1', status: 'failed', problem: 'not_delivered:30003', at: now });
    expect(readTwilio(new URLSearchParams({ MessageSid: 'SM1', MessageStatus: 'queued' }), null, now)).toEqual({ report: null, reply: null });
    expect(readTwilio(new URLSearchParams({ MessageSid: 'SM1', From: '+4915112345678', Body: 'STOP' }), null, now).reply).toEqual({ channel: 'sms', from: '+4915112345678', text: 'STOP' });
  });
});

test.each(['STOP', 'stop.', ' Arrêt ', 'BAJA', 'desabonner', 'Détener', 'СТОП', '退订', 'توقف', 'opt out', 'หยุด', '수신거부', 'Stopp'])('%s is a wish for no more', (text) => expect(wishOf(text)).toBe('stop'));
test.each(['START', 'unstop', 'Empezar', 'Старт', '開始'])('%s is a wish for more', (text) => expect(wishOf(text)).toBe('start'));
test.each(['stop by tomorrow?', 'please do not cancel my order', '', 'yes please', '?'])('%j is neither', (text) => expect(wishOf(text)).toBe(null));

describe('our words', () => {
  const facts: Facts = { name: 'ana', shop: 'S', items: 'X', total: '$1', until: '14:32', link: 'https://x', place: '2', amount: '$1', tracking: '' };
  test('use only what their topic knows, end with the link, have no holes and raise no voice', () => {
    for (const language of Language.options) for (const topic of Topic.options) {
      const { subject, text } = templates[language][topic];
      expect([language, topic, unknownIn(topic, { subject, text })]).toEqual([language, topic, []]);
      expect([language, topic, text.includes('{link}'), /[!！]/.test(subject + text)]).toEqual([language, topic, true, false]);
      expect(fill(text, facts)).not.toMatch(/[{}[\]]/);
      expect(whatsappBody(language, topic)).not.toMatch(/\{\{0\}\}|\[|\]/);
    }
    expect(Object.keys(topicVariables).toSorted()).toEqual([...Topic.options].toSorted());
  });
  test('leave a part out when what it names is empty', () => {
    expect(fill('Sent.[ Tracking: {tracking}.] {link}', facts)).toBe('Sent. https://x');
    expect(fill('Sent.[ Tracking: {tracking}.] {link} [note] {oops}', { ...facts, tracking: 'DHL 1' })).toBe('Sent. Tracking: DHL 1. https://x [note] {oops}');
  });
});

test('quiet hours are on the seller’s clock, over midnight too', () => {
  const night = { from: '22:00', to: '08:00' };
  expect(quietSeconds(night, 'UTC', new Date('2027-01-01T23:00:00Z'))).toBe(9 * 3600);
  expect(quietSeconds(night, 'Asia/Tokyo', new Date('2027-01-01T23:00:00Z'))).toBe(0);
  expect(quietSeconds(night, 'Asia/Tokyo', new Date('2027-01-01T22:59:30Z'))).toBe(30);
  expect(quietSeconds({ from: '12:00', to: '13:00' }, 'UTC', new Date('2027-01-01T13:00:00Z'))).toBe(0);
  expect(quietSeconds(night, 'Not/AZone', new Date('2027-01-01T07:00:00Z'))).toBe(3600);
  expect(quietSeconds(null, 'UTC', new Date())).toBe(0);
});

test('pauses grow, and what the vendor asks for goes first', () => {
  expect([1, 2, 3, 6, 9].map((attempts) => retrySeconds(attempts))).toEqual([2, 4, 8, 60, 60]);
  expect([retrySeconds(1, 40), retrySeconds(1, 99_999), retrySeconds(1, 0)]).toEqual([40, 900, 2]);
});
