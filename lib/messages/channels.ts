import { smtpChannel } from '#lib/adapters/smtp/channel.ts';
import { twilioChannel } from '#lib/adapters/twilio/channel.ts';
import { whatsappChannel } from '#lib/adapters/whatsapp/channel.ts';
import type { Log, MessageChannel } from '#lib/ports.ts';
import type { Env } from '#lib/server/env.ts';
import { publicUrl } from '#lib/server/payments.ts';
import { whatsappLanguage } from './render.ts';
import { Channel, Language, type ChannelState } from './schema.ts';

type MessageEnv = Pick<Env, 'WHATSAPP_TOKEN' | 'WHATSAPP_PHONE_ID' | 'WHATSAPP_APP_SECRET' | 'WHATSAPP_API_URL' | 'TWILIO_ACCOUNT_SID' | 'TWILIO_AUTH_TOKEN' | 'TWILIO_FROM' | 'TWILIO_API_URL' | 'SMTP_URL' | 'MAIL_FROM'>;
type ReachedEnv = MessageEnv & Pick<Env, 'PORT' | 'PUBLIC_URL'>;

const needed = {
  whatsapp: ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_ID'],
  sms: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  email: ['SMTP_URL', 'MAIL_FROM'],
} as const satisfies Record<Channel, readonly (keyof MessageEnv)[]>;

/** A vendor cannot reach this machine's own address, and Twilio refuses to try. */
const isReachable = (url: string): boolean => !/^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);

/** The channels that the environment has credentials for. */
export function openChannels(env: ReachedEnv, log?: Log): Partial<Record<Channel, MessageChannel>> {
  const ownUrl = publicUrl(env);
  const channels: Partial<Record<Channel, MessageChannel>> = {};
  if (env.WHATSAPP_TOKEN && env.WHATSAPP_PHONE_ID) {
    channels.whatsapp = whatsappChannel({
      token: env.WHATSAPP_TOKEN, phoneId: env.WHATSAPP_PHONE_ID, apiUrl: env.WHATSAPP_API_URL, reports: env.WHATSAPP_APP_SECRET !== undefined,
      languageOf: (language) => whatsappLanguage(Language.parse(language)),
    });
  }
  if (env.TWILIO_ACCOUNT_SID && env.TWILIO_AUTH_TOKEN && env.TWILIO_FROM) {
    channels.sms = twilioChannel({
      accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN, from: env.TWILIO_FROM, apiUrl: env.TWILIO_API_URL,
      callbackUrl: isReachable(ownUrl) ? `${ownUrl}/api/messages/twilio` : null,
    });
  }
  if (env.SMTP_URL && env.MAIL_FROM) channels.email = smtpChannel({ url: env.SMTP_URL, from: env.MAIL_FROM });
  log?.info({ channels: Object.keys(channels) }, 'message.channels');
  return channels;
}

/** Which channels can be used here, and what is not set for the others. Values are told of senders only, never of secrets. */
export function channelStates(env: MessageEnv): ChannelState[] {
  const senders: Record<Channel, string | undefined> = { whatsapp: undefined, sms: env.TWILIO_FROM, email: env.MAIL_FROM };
  return Channel.options.map((channel) => {
    const missing = needed[channel].filter((name) => !env[name]);
    return { channel, connected: missing.length === 0, missing, sender: missing.length === 0 ? (senders[channel] ?? null) : null };
  });
}
