import { z } from 'zod';

/** What is done later, apart from the request that caused it. Each handler is safe to run twice. */
export const catalog = {
  /** Ends a checkout at the provider whose orders are gone. */
  'close-checkout': { data: z.object({ paymentId: z.uuid() }), attempts: 12, delaySeconds: 2, timeoutSeconds: 30 },
  /** Asks the provider to give money back. */
  'request-refund': { data: z.object({ refundId: z.uuid() }), attempts: 20, delaySeconds: 2, timeoutSeconds: 30 },
  /** Puts what happened to a cart into one message: all rows of the outbox of this topic that wait for it. */
  'compose-message': { data: z.object({ streamerId: z.uuid(), cartId: z.uuid(), topic: z.string() }), attempts: 10, delaySeconds: 2, timeoutSeconds: 30 },
  /** Sends a message over the next channel of the ladder. */
  'send-message': { data: z.object({ messageId: z.uuid() }), attempts: 30, delaySeconds: 2, timeoutSeconds: 60 },
  /** The sandbox provider's own: posts one of its events to our webhook, as Stripe would. */
  'deliver-sandbox-event': { data: z.object({ eventId: z.string() }), attempts: 30, delaySeconds: 1, timeoutSeconds: 20 },
} as const satisfies Record<string, { data: z.ZodType; attempts: number; delaySeconds: number; timeoutSeconds: number }>;

export type JobName = keyof typeof catalog;
export type JobData<N extends JobName> = z.infer<(typeof catalog)[N]['data']>;
