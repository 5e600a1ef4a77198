import net from 'node:net';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { smtpChannel } from '#lib/adapters/smtp/channel.ts';
import { twilioChannel } from '#lib/adapters/twilio/channel.ts';
import { whatsappChannel } from '#lib/adapters/whatsapp/channel.ts';
import type { MessageChannel, OutgoingMessage } from '#lib/ports.ts';
import { channelStates, openChannels } from './channels.ts';

/** What a vendor does with the one request. `slow`: takes it and never answers. `cut`: takes it and hangs up. */
type Behaviour = 'success' | 'limited' | 'broken' | 'slow' | 'cut' | 'invalid' | { code: number };

interface TestVendor {
  channel: MessageChannel;
  /** What it was sent, in its own shape. */
  taken: string[];
  close(): Promise<void>;
}

const withinMs = 300;
const message: OutgoingMessage = {
  id: '42', to: '+4915112345678', language: 'pt', subject: 'Held for you', text: 'Hi ana, pay here: https://shop.test/pay/abc', url: 'https://shop.test/pay/abc', fromName: 'Friday shop',
  template: { name: 'claimcast_order_held', variables: ['ana', 'Friday shop'] }, unsubscribeUrl: 'https://shop.test/api/messages/unsubscribe?cart=abc',
};

const open: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(open.splice(0).map((close) => close())));

async function httpVendor(answer: (response: ServerResponse) => void | 'slow' | 'cut', channelAt: (url: string) => MessageChannel): Promise<TestVendor> {
  const taken: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      taken.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}\n${Buffer.concat(chunks).toString()}`);
      if (answer(response) === 'cut') request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
  open.push(close);
  return { channel: channelAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), taken, close };
}

function say(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const whatsappFault = (code: number) => ({ error: { message: `(#${code}) said`, type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp', details: '' }, fbtrace_id: 'x' } });

const whatsapp = (does: Behaviour) => httpVendor((response) => {
  if (does === 'slow' || does === 'cut') return does;
  if (does === 'success') return say(response, 200, { messaging_product: 'whatsapp', contacts: [{ input: '49', wa_id: '49' }], messages: [{ id: 'wamid.1', message_status: 'accepted' }] });
  if (does === 'limited') return say(response, 429, whatsappFault(130429), { 'retry-after': '7' });
  if (does === 'broken') return say(response, 500, { error: { message: 'An unknown error', type: 'OAuthException', code: 1 } });
  return say(response, 400, whatsappFault(does === 'invalid' ? 131026 : does.code));
}, (url) => whatsappChannel({ token: 'secret', phoneId: '777', apiUrl: `${url}/v23.0`, languageOf: () => 'pt_BR', reports: true, withinMs }));

const twilioFault = (code: number, status: number) => ({ code, message: 'said', more_info: `https://www.twilio.com/docs/errors/${code}`, status });

const twilio = (does: Behaviour) => httpVendor((response) => {
  if (does === 'slow' || does === 'cut') return does;
  if (does === 'success') return say(response, 201, { sid: 'SM1', status: 'queued', error_code: null });
  if (does === 'limited') return say(response, 429, twilioFault(20429, 429), { 'retry-after': '7' });
  if (does === 'broken') return say(response, 500, twilioFault(20500, 500));
  return say(response, 400, twilioFault(does === 'invalid' ? 21211 : does.code, 400));
}, (url) => twilioChannel({ accountSid: 'AC1', authToken: 'secret', from: '+14155550100', apiUrl: url, callbackUrl: 'https://shop.test/api/messages/twilio', withinMs }));

/** A server of RFC 5321, as far as one mail goes. */
async function smtp(does: Behaviour): Promise<TestVendor> {
  const taken: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let inText = false;
    let text = '';
    let rest = '';
    const answer = (line: string) => socket.write(`${line}\r\n`);
    answer('220 test ESMTP');
    const onLine = (line: string) => {
      if (inText) {
        if (line !== '.') return void (text += `${line}\n`);
        inText = false;
        taken.push(text);
        if (does === 'slow') return;
        if (does === 'cut') return socket.destroy();
        if (does === 'limited') return answer('451 4.3.2 try again later');
        if (does === 'broken') return answer('421 4.3.0 closing down');
        return answer(typeof does === 'object' ? `${does.code} no` : '250 2.0.0 queued as 1');
      }
      if (/^EHLO/i.test(line)) return answer('250 test');
      if (/^RCPT/i.test(line) && does === 'invalid') return answer('550 5.1.1 no such user');
      if (/^DATA/i.test(line)) {
        inText = true;
        return answer('354 go on');
      }
      if (/^QUIT/i.test(line)) return void socket.end('221 bye\r\n');
      return answer('250 ok');
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => {
    for (const socket of sockets) socket.destroy();
    server.close(() => resolve());
  });
  open.push(close);
  return { channel: smtpChannel({ url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, from: 'shop@example.com', withinMs }), taken, close };
}

describe.each([
  { name: 'whatsapp', start: whatsapp, to: '+4915112345678' },
  { name: 'sms', start: twilio, to: '+4915112345678' },
  { name: 'email', start: smtp, to: 'ana@example.com' },
] as const)('the channel $name', ({ name, start, to }) => {
  const send = (vendor: TestVendor) => vendor.channel.send({ ...message, to });

  test('is called so, and sends once', async () => {
    const vendor = await start('success');
    expect(vendor.channel.name).toBe(name);
    const sent = await send(vendor);
    expect(sent).toEqual({ status: 'sent', vendorId: expect.stringMatching(/.+/) });
    expect(vendor.taken).toHaveLength(1);
  });

  test('that is limited or broken has surely not sent it', async () => {
    expect(await send(await start('limited'))).toMatchObject({ status: 'retry', problem: expect.stringMatching(/^rate_limited:/) });
    expect(await send(await start('broken'))).toMatchObject({ status: 'retry' });
  });

  test('that is not there has surely not sent it', async () => {
    const vendor = await start('success');
    await vendor.close();
    expect(await send(vendor)).toMatchObject({ status: 'retry', problem: expect.stringMatching(/^unreachable:/) });
  });

  test('that took it and does not answer, or hangs up, may have sent it', async () => {
    for (const does of ['slow', 'cut'] as const) {
      const vendor = await start(does);
      expect([does, await send(vendor)]).toEqual([does, { status: 'uncertain', problem: 'no_answer' }]);
      expect(vendor.taken).toHaveLength(1);
    }
  });

  test('refuses an address that does not exist, for good', async () => {
    expect(await send(await start('invalid'))).toMatchObject({ status: 'refused', problem: expect.stringMatching(/^invalid_address:/) });
  });
});

describe('WhatsApp', () => {
  test.each([[132000, 'refused', 'template:132000'], [132001, 'refused', 'template:132001'], [190, 'refused', 'not_allowed:190'], [131050, 'refused', 'opted_out:131050'], [131056, 'retry', 'rate_limited:131056']])('%i is %s', async (code, status, problem) => {
    expect(await (await whatsapp({ code })).channel.send(message)).toEqual({ status, problem });
  });

  test('is sent an approved template in its own name of the language, and our id', async () => {
    const vendor = await whatsapp('success');
    await vendor.channel.send(message);
    const [head, body] = (vendor.taken[0] ?? '').split('\n');
    expect(head).toBe('POST /v23.0/777/messages Bearer secret');
    expect(JSON.parse(body ?? '')).toMatchObject({
      messaging_product: 'whatsapp', to: '4915112345678', type: 'template', biz_opaque_callback_data: '42',
      template: { name: 'claimcast_order_held', language: { code: 'pt_BR' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'ana' }, { type: 'text', text: 'Friday shop' }] }] },
    });
  });

  test('says for how long to wait', async () => {
    expect(await (await whatsapp('limited')).channel.send(message)).toEqual({ status: 'retry', problem: 'rate_limited:130429', afterSeconds: 7 });
  });
});

describe('Twilio', () => {
  test.each([[21610, 'refused', 'opted_out:21610'], [21614, 'refused', 'invalid_address:21614'], [21611, 'retry', 'rate_limited:21611'], [30034, 'refused', 'not_allowed:30034']])('%i is %s', async (code, status, problem) => {
    expect(await (await twilio({ code })).channel.send(message)).toEqual({ status, problem });
  });

  test('is sent a form, and where to report to', async () => {
    const vendor = await twilio('success');
    expect(await vendor.channel.send(message)).toEqual({ status: 'sent', vendorId: 'SM1' });
    const [head, body] = (vendor.taken[0] ?? '').split('\n');
    expect(head).toBe(`POST /2010-04-01/Accounts/AC1/Messages.json Basic ${Buffer.from('AC1:secret').toString('base64')}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({ To: '+4915112345678', From: '+14155550100', Body: message.text, StatusCallback: 'https://shop.test/api/messages/twilio?attempt=42' });
  });
});

describe('e-mail', () => {
  test.each([[452, 'retry', 'rate_limited:452'], [554, 'refused', 'refused:554']])('%i after the text is %s', async (code, status, problem) => {
    expect(await (await smtp({ code })).channel.send({ ...message, to: 'ana@example.com' })).toEqual({ status, problem });
  });

  test('carries one-click unsubscribing, and the link to press on', async () => {
    const vendor = await smtp('success');
    await vendor.channel.send({ ...message, to: 'ana@example.com' });
    const [mail] = vendor.taken;
    expect(mail).toMatch(/^From: Friday shop <shop@example\.com>$/m);
    expect(mail).toContain('List-Unsubscribe: <https://shop.test/api/messages/unsubscribe?cart=abc>');
    expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });
});

test('a channel without credentials is not there, and what is missing is named', () => {
  const env = { PORT: 3000, PUBLIC_URL: undefined, WHATSAPP_TOKEN: 'x', WHATSAPP_PHONE_ID: undefined, WHATSAPP_APP_SECRET: undefined, WHATSAPP_API_URL: 'http://x', TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined, TWILIO_FROM: undefined, TWILIO_API_URL: 'http://x', SMTP_URL: 'smtp://x', MAIL_FROM: 'a@b.test' };
  expect(Object.keys(openChannels(env))).toEqual(['email']);
  expect(channelStates(env)).toEqual([
    { channel: 'whatsapp', connected: false, missing: ['WHATSAPP_PHONE_ID'], sender: null },
    { channel: 'sms', connected: false, missing: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'], sender: null },
    { channel: 'email', connected: true, missing: [], sender: 'a@b.test' },
  ]);
});
