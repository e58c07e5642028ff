import { z } from "zod";

/** Messages of the WebSocket of NENA-STA-024, section 2.1: each is an object with one member, named as the message. */
const requestId = z.string().min(1).max(200);
const subscriptionId = z.string().min(1).max(200);
const statusCode = z.number().int().min(100).max(999);
const statusText = z.string().max(500);

const seconds = z
  .number()
  .int()
  .min(0)
  .max(86_400 * 30);

export const subscribe = z.object({
  requestId,
  requestType: z.literal("EIDO").optional(),
  requestSubType: z.enum(["single", "new", "resource"]).optional(),
  requestAccepts: z.string().max(200).optional(),
  qualFilter: z.string().max(2000).optional(),
  minRate: seconds.optional(),
  maxRate: seconds.optional(),
  subscriptionId: subscriptionId.optional(),
  incidentId: z.string().max(300).optional(),
  expires: seconds.optional(),
});

export const answered = z.object({ requestId, subscriptionId: subscriptionId.optional(), statusCode, statusText });

/** What a subscriber sends. */
export const fromSubscriber = z.union([
  z.object({ subscribe }),
  z.object({ unsubscribe: z.object({ requestId, subscriptionId }) }),
  z.object({ eventResponse: z.object({ transactionId: z.string().min(1).max(200), statusCode, statusText }) }),
  z.object({ terminateResponse: answered }),
]);
export type FromSubscriber = z.output<typeof fromSubscriber>;

/** What a notifier sends. */
export const fromNotifier = z.union([
  z.object({ subscribeResponse: answered.extend({ expires: seconds.optional() }) }),
  z.object({ unsubscribeResponse: answered }),
  z.object({ event: z.object({ subscriptionId, transactionId: z.string().min(1).max(200), notification: z.array(z.unknown()).max(50) }) }),
  z.object({ terminate: z.object({ requestId, subscriptionId }) }),
  z.object({ response: z.object({ requestId, statusCode, statusText }) }),
]);
export type FromNotifier = z.output<typeof fromNotifier>;
