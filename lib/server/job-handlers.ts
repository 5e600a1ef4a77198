import { deliverEvent } from '#lib/adapters/sandbox/deliver.ts';
import { sandboxSecrets } from '#lib/adapters/sandbox/secrets.ts';
import type { Handlers } from '#lib/adapters/pgboss/jobs.ts';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { systemClock } from '#lib/core/time.ts';
import { openChannels } from '#lib/messages/channels.ts';
import { composeMessage } from '#lib/messages/compose.ts';
import { giveUpMessage, sendMessage } from '#lib/messages/send.ts';
import { closeCheckout } from '#lib/payments/close-checkout.ts';
import { giveUpRefund, requestRefund } from '#lib/payments/request-refund.ts';
import type { Jobs, Log } from '#lib/ports.ts';
import type { Announcer } from '#lib/realtime/announce.ts';
import type { Env } from './env.ts';
import { openPayments, publicUrl, webUrl } from './payments.ts';

/** Who does which job, wired from the environment. */
export function jobHandlers(deps: { env: Env; sql: Sql; log: Log; jobs: Jobs; announcer: Announcer }): Handlers {
  const { env, sql, log } = deps;
  const payments = { ...deps, payments: openPayments(env) };
  const messages = { ...deps, channels: openChannels(env, log), publicUrl: publicUrl(env), clock: systemClock };
  return {
    'close-checkout': { run: ({ paymentId }) => closeCheckout(payments, paymentId) },
    'request-refund': { run: ({ refundId }) => requestRefund(payments, refundId), giveUp: ({ refundId }, problem) => giveUpRefund(payments, refundId, problem) },
    'compose-message': { run: (data) => composeMessage(messages, data) },
    'send-message': { run: (data) => sendMessage(messages, data), giveUp: (data) => giveUpMessage(messages, data) },
    'deliver-sandbox-event': {
      run: (data) => deliverEvent({ sql, log, webhookUrl: `${webUrl(env)}/api/payments/webhook`, webhookSecret: sandboxSecrets(env).webhookSecret }, data),
    },
  };
}
