import { z } from "zod";

/** Messages of the WebSocket of NENA-STA-024, section 2.1: each is an object with one member, named as the message. */
const requestId = z.string().min(1).max(200).describe("The number of the request, made by its sender; its answer has the same.");
const subscriptionId = z.string().min(1).max(200).describe("Names a subscription; the room makes it.");
const statusCode = z
  .number()
  .int()
  .min(100)
  .max(999)
  .describe("200 where it was done; otherwise why not, as HTTP has it. 481: there is no such subscription.");
const statusText = z.string().max(500).describe("The same in words.");
const transactionId = z
  .string()
  .min(1)
  .max(200)
  .describe("Names the event; the same event is sent again under the same one until it is answered.");

const seconds = z
  .number()
  .int()
  .min(0)
  .max(86_400 * 30);

export const subscribe = z.object({
  requestId,
  requestType: z.literal("EIDO").optional().describe("Subject of the subscription."),
  requestSubType: z
    .enum(["single", "new", "resource"])
    .optional()
    .describe("`new`: all that is forwarded to you. Others are served the same way."),
  requestAccepts: z.string().max(200).optional().describe("Formats that are understood; the room sends JSON."),
  qualFilter: z.string().max(2000).optional().describe("A filter; refused with 400, since none is served."),
  minRate: seconds.optional().describe("The least seconds between events; not served."),
  maxRate: seconds.optional().describe("The most seconds between events; not served."),
  subscriptionId: subscriptionId.optional().describe("Given to renew a subscription."),
  incidentId: z.string().max(300).optional().describe("A single incident; refused with 400, since it is not served."),
  expires: seconds.optional().describe("Duration in seconds; 3600 if left out, 86400 at most."),
});

export const answered = z.object({ requestId, subscriptionId: subscriptionId.optional(), statusCode, statusText });

/** Messages of a subscriber. */
export const fromSubscriber = z.union([
  z.object({ subscribe: subscribe.describe("Asks for all that is forwarded, or renews that.") }),
  z.object({ unsubscribe: z.object({ requestId, subscriptionId }).describe("Ends a subscription.") }),
  z.object({
    eventResponse: z
      .object({ transactionId, statusCode, statusText })
      .describe("Takes an event by 2xx, or says why not: 408, 425, 429 and from 500 mean later. It is no acknowledgement by a person."),
  }),
  z.object({ terminateResponse: answered.describe("Answers `terminate`.") }),
]);
export type FromSubscriber = z.output<typeof fromSubscriber>;

/** Messages of a notifier. */
export const fromNotifier = z.union([
  z.object({
    subscribeResponse: answered
      .extend({ expires: seconds.optional().describe("The seconds that the subscription lasts.") })
      .describe("Answers `subscribe`."),
  }),
  z.object({ unsubscribeResponse: answered.describe("Answers `unsubscribe`.") }),
  z.object({
    event: z
      .object({ subscriptionId, transactionId, notification: z.array(z.unknown()).max(50).describe("EIDOs that are forwarded.") })
      .describe("Hands over an incident, a change of it, or its end."),
  }),
  z.object({ terminate: z.object({ requestId, subscriptionId }).describe("The subscription has expired.") }),
  z.object({ response: z.object({ requestId, statusCode, statusText }).describe("Answers any other request.") }),
]);
export type FromNotifier = z.output<typeof fromNotifier>;
