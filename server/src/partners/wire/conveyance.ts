import { fromSubscriber, type FromNotifier, type FromSubscriber } from "@amaliyat/contract/partners";
import { eidoOf, LONGEST_WAIT_MS, waitAfter } from "@amaliyat/domain/partners";
import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { PartnerCaller } from "../../platform/http/index.ts";
import { beginTry, endTry } from "./deliver.ts";
import { waitingFor, type Waiting as Message } from "../rows/forwards-store.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { outcomeOf, type Outcome } from "../forwards/outcome.ts";

/** Interval of the look for waiting messages, and time limit for a partner's answer. */
const LOOK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 10_000;
const LONGEST_S = 86_400;
const FIRST_S = 3_600;
const MOST_SUBSCRIPTIONS = 10;

type Waiting = { readonly done: (outcome: Outcome) => void };
type Subscription = { endsAt: number };

/**
 * Speaks the notifier's side of NENA-STA-024 with one partner until its socket ends. A forward to the partner goes to its subscription as
 * an event; the partner's answer is the receipt. `stillAllowed` is asked before anything is sent.
 */
export function notify(deps: PartnersDeps, partner: PartnerCaller, stillAllowed: () => Promise<boolean>) {
  return (socket: WebSocket): void => {
    const subscriptions = new Map<string, Subscription>();
    const waiting = new Map<string, Waiting>();
    // A partner that comes back opens a new socket, on which all that waits is tried at once.
    const failed = new Map<string, { readonly times: number; readonly nextTryAt: number }>();
    let looking = false;
    const say = (message: FromNotifier): void => socket.send(JSON.stringify(message));

    const sendOne = async ({ forwardId, what }: Message, subscriptionId: string): Promise<void> => {
      const begun = await beginTry(deps, forwardId);
      if (begun === null) return;
      const { turn, delivery: transactionId, disclosure, at, status } = begun.message;
      const outcome = await new Promise<Outcome>((resolve) => {
        const late = setTimeout(() => resolve({ kind: "passing", cause: "partner.unreachable" }), ANSWER_WITHIN_MS);
        waiting.set(transactionId, {
          done: (given) => {
            clearTimeout(late);
            resolve(given);
          },
        });
        say({
          event: { subscriptionId, transactionId, notification: [eidoOf(disclosure, deps.issuer, at, status)] },
        });
      });
      waiting.delete(transactionId);
      await endTry(deps, forwardId, turn, outcome);
      const key = `${forwardId}/${what}`;
      const times = (failed.get(key)?.times ?? 0) + 1;
      if (outcome.kind === "taken") failed.delete(key);
      else failed.set(key, { times, nextTryAt: deps.clock() + waitAfter(times) });
    };

    const look = async (): Promise<void> => {
      const at = deps.clock();
      for (const [id, { endsAt }] of subscriptions)
        if (endsAt <= at) {
          subscriptions.delete(id);
          say({ terminate: { requestId: randomUUID(), subscriptionId: id } });
        }
      const [subscriptionId] = subscriptions.keys();
      if (subscriptionId === undefined) return;
      if (!(await stillAllowed())) return socket.close(1008, "partner.token_refused");
      const found = await transaction(deps.db, SYSTEM, (tx) => waitingFor(tx, partner.partnerId, new Date(at)), { readOnly: true });
      const keys = new Set(found.map(({ forwardId, what }) => `${forwardId}/${what}`));
      for (const key of failed.keys()) if (!keys.has(key)) failed.delete(key);
      for (const one of found) {
        const { nextTryAt = 0 } = failed.get(`${one.forwardId}/${one.what}`) ?? {};
        const isDue = nextTryAt <= at || nextTryAt > at + LONGEST_WAIT_MS;
        if (socket.readyState === socket.OPEN && isDue) await sendOne(one, subscriptionId);
      }
    };
    const pulse = setInterval(() => {
      if (looking) return;
      looking = true;
      look()
        .catch((cause: unknown) => deps.log.warn({ err: cause, partner: partner.code }, "partners: sending failed"))
        .finally(() => (looking = false));
    }, LOOK_EVERY_MS);

    const subscribe = (asked: Extract<FromSubscriber, { subscribe: unknown }>["subscribe"]): void => {
      const refused = (statusCode: number, statusText: string) =>
        say({ subscribeResponse: { requestId: asked.requestId, statusCode, statusText } });
      if (asked.qualFilter !== undefined || asked.incidentId !== undefined)
        return refused(400, "filters and single incidents are not served");
      const id = asked.subscriptionId ?? randomUUID();
      if (asked.subscriptionId !== undefined && !subscriptions.has(id)) return refused(481, "no such subscription");
      if (asked.subscriptionId === undefined && subscriptions.size >= MOST_SUBSCRIPTIONS) return refused(403, "too many subscriptions");
      const expires = Math.min(asked.expires ?? FIRST_S, LONGEST_S);
      subscriptions.set(id, { endsAt: deps.clock() + expires * 1000 });
      return say({ subscribeResponse: { requestId: asked.requestId, subscriptionId: id, expires, statusCode: 200, statusText: "OK" } });
    };

    const hear = (message: FromSubscriber): void => {
      if ("subscribe" in message) return subscribe(message.subscribe);
      if ("unsubscribe" in message) {
        const { requestId, subscriptionId } = message.unsubscribe;
        const known = subscriptions.delete(subscriptionId);
        const answer = known ? { statusCode: 200, statusText: "OK" } : { statusCode: 481, statusText: "no such subscription" };
        return say({ unsubscribeResponse: { requestId, subscriptionId, ...answer } });
      }
      if ("eventResponse" in message) {
        const { transactionId, statusCode } = message.eventResponse;
        return waiting.get(transactionId)?.done(outcomeOf(statusCode));
      }
      return undefined;
    };

    socket.on("message", (data, isBinary) => {
      const parsed = isBinary || !Buffer.isBuffer(data) ? null : fromSubscriber.safeParse(parseJson(data.toString("utf8")));
      if (parsed?.success !== true) return socket.close(1007, "request.invalid");
      return hear(parsed.data);
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(pulse);
      for (const { done } of waiting.values()) done({ kind: "passing", cause: "partner.unreachable" });
    });
  };
}

/** The value of a JSON text; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
