import nodemailer from 'nodemailer';
import { answerWithinMs } from '#lib/adapters/post-once.ts';
import { codeOf } from '#lib/adapters/postgres/faults.ts';
import type { MessageChannel, OutgoingMessage, SendResult } from '#lib/ports.ts';

interface Options {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  /** The address that mail comes from. */
  from: string;
  withinMs?: number;
}

function numberIn(error: unknown, key: 'responseCode'): number | null {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
  return typeof value === 'number' ? value : null;
}

/** What a failure means: the server's own answer counts; without one, whether it was already taking the text in. */
function resultOf(error: unknown, wasTaking: boolean): SendResult {
  const response = numberIn(error, 'responseCode');
  const code = codeOf(error);
  if (response !== null && response >= 400 && response < 500) return { status: 'retry', problem: `rate_limited:${response}` };
  if (response !== null && response >= 500) {
    const word = code === 'EAUTH' ? 'not_allowed' : code === 'EENVELOPE' ? 'invalid_address' : 'refused';
    return { status: 'refused', problem: `${word}:${response}` };
  }
  if (wasTaking) return { status: 'uncertain', problem: 'no_answer' };
  if (code === 'EENVELOPE') return { status: 'refused', problem: 'invalid_address' };
  return code === 'EAUTH' || code === 'ECONFIG' ? { status: 'refused', problem: `not_allowed:${code}` } : { status: 'retry', problem: `unreachable:${code || 'smtp'}` };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The text with its link to press on. */
function htmlOf({ text, url, language }: OutgoingMessage): string {
  const link = `<a href="${escaped(url)}">${escaped(url)}</a>`;
  const body = escaped(text).replaceAll(escaped(url), link).replaceAll('\n', '<br>');
  return `<!doctype html><html lang="${escaped(language)}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><body style="font:16px/1.5 system-ui,sans-serif;max-width:36em"><p>${body}</p></body></html>`;
}

/** E-mail over SMTP, each on a connection of its own. One-click unsubscribing by RFC 8058. */
export function smtpChannel({ url, from, withinMs = answerWithinMs }: Options): MessageChannel {
  return {
    name: 'email',
    async send(message) {
      // 354: from here on the server has the text, and may keep it whatever becomes of the connection.
      let wasTaking = false;
      const watch = (entry: { tnx?: string }, line?: unknown) => {
        if (entry.tnx === 'server' && typeof line === 'string' && line.startsWith('354')) wasTaking = true;
      };
      const quiet = () => {};
      const logger = { level: quiet, trace: quiet, debug: watch, info: quiet, warn: quiet, error: quiet, fatal: quiet };
      const transport = nodemailer.createTransport({ url, transactionLog: true, logger, connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs, dnsTimeout: withinMs, disableFileAccess: true, disableUrlAccess: true });
      try {
        const info = await transport.sendMail({
          from: { name: message.fromName, address: from },
          to: { name: '', address: message.to },
          subject: message.subject,
          text: message.text,
          html: htmlOf(message),
          messageId: `<claimcast-${message.id}@${from.split('@')[1] ?? 'localhost'}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(message.unsubscribeUrl ? { 'List-Unsubscribe': `<${message.unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
          },
        });
        return { status: 'sent', vendorId: info.messageId };
      } catch (error) {
        return resultOf(error, wasTaking);
      } finally {
        transport.close();
      }
    },
  };
}
