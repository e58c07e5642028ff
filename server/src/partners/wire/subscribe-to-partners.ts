import { backOffMs } from "@amaliyat/domain/kernel";
import { eido, fromNotifier, type FromSubscriber } from "@amaliyat/contract/partners";
import { randomInt, randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { PartnerCaller } from "../../platform/http/index.ts";
import { pinned, targetOf } from "../../platform/outbound/index.ts";
import { parseJson } from "./conveyance.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { notifiers } from "../rows/partners-queries.ts";
import { secretOf } from "../secret.ts";
import { acceptEido } from "../requests/accept-eido.ts";

type Notifier = { readonly partnerId: string; readonly code: string; readonly address: string };
type Held = { readonly address: string; readonly end: () => void };

const LOOK_EVERY_MS = 2_000;
const AGAIN = { firstMs: 500, longestMs: 60_000 };
/** Limit of the look-up of a name, and of the handshake. */
const CONNECT_MS = 10_000;
const EXPIRES_S = 3_600;
const LARGEST_BYTES = 256 * 1024;

/**
 * Times of a subscription, in milliseconds: interval of the pings, and limit of the answer to `subscribe`. Behind a cut line a socket stays
 * open for hours and says nothing.
 */
type Timing = { readonly pingEveryMs: number; readonly answerWithinMs: number };
const TIMING: Timing = { pingEveryMs: 15_000, answerWithinMs: 10_000 };

/**
 * Answers one event of a notifier: each EIDO in it is accepted or refused. One refused EIDO makes the answer a refusal; one that came too
 * early makes it «later».
 */
async function acceptEvent(deps: PartnersDeps, partner: PartnerCaller, notification: readonly unknown[]): Promise<number> {
  const statuses: number[] = [];
  for (const each of notification) {
    const parsed = eido.safeParse(each);
    const taken = parsed.success ? await acceptEido(deps, partner, parsed.data, deps.clock()) : null;
    if (taken?.ok !== true) statuses.push(taken?.error.code === "request.too_many" ? 429 : 400);
  }
  return Math.max(200, ...statuses);
}

/** Subscribes to the notifier of one partner, and again with growing waits after the connection breaks. */
function subscribe(deps: PartnersDeps, notifier: Notifier, { pingEveryMs, answerWithinMs }: Timing): Held {
  let ended = false;
  let socket: WebSocket | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  const partner: PartnerCaller = { ...notifier, name: notifier.code, tokenId: "" };
  const again = (): void => {
    if (ended) return;
    clearTimeout(timer);
    timer = setTimeout(attempt, backOffMs(AGAIN, ++failures, randomInt(1_000) / 1_000));
  };
  // A rejection that nobody handles ends the process, and with it the work for all partners.
  const attempt = (): void =>
    void connect().catch((cause: unknown) => {
      deps.log.warn({ err: cause, partner: notifier.code }, "partners: subscribing failed");
      again();
    });
  const connect = async (): Promise<void> => {
    const target = await targetOf(notifier.address, deps.hosts, AbortSignal.timeout(CONNECT_MS));
    if (target === null || target === "no answer" || ended) return again();
    const secret = await transaction(deps.db, SYSTEM, (tx) => secretOf(tx, deps.vault, notifier.partnerId, notifier.address));
    const headers = secret === null ? {} : { authorization: `Bearer ${secret}` };
    const next = new WebSocket(target.url, { headers, maxPayload: LARGEST_BYTES, handshakeTimeout: CONNECT_MS, ...pinned(target) });
    socket = next;
    const say = (message: FromSubscriber): void => next.send(JSON.stringify(message));
    let [renewing, answering, pinging]: (NodeJS.Timeout | undefined)[] = [];
    let isHeard = true;
    let turn: Promise<unknown> = Promise.resolve();
    const ask = (about: Omit<Extract<FromSubscriber, { subscribe: unknown }>["subscribe"], "requestId" | "expires">): void => {
      say({ subscribe: { requestId: randomUUID(), ...about, expires: EXPIRES_S } });
      clearTimeout(answering);
      answering = setTimeout(() => next.terminate(), answerWithinMs);
    };
    next.on("open", () => {
      ask({ requestType: "EIDO", requestSubType: "new" });
      pinging = setInterval(() => {
        if (!isHeard) return next.terminate();
        isHeard = false;
        return next.ping();
      }, pingEveryMs);
    });
    next.on("pong", () => (isHeard = true));
    next.on("message", (data) => {
      isHeard = true;
      const parsed = fromNotifier.safeParse(Buffer.isBuffer(data) ? parseJson(data.toString("utf8")) : undefined);
      if (!parsed.success) return next.close(1007, "request.invalid");
      const message = parsed.data;
      if ("terminate" in message) return next.close(1000);
      if ("subscribeResponse" in message) {
        const { statusCode, subscriptionId, expires = EXPIRES_S } = message.subscribeResponse;
        if (statusCode !== 200 || subscriptionId === undefined) return next.close(1000);
        failures = 0;
        clearTimeout(answering);
        clearTimeout(renewing);
        renewing = setTimeout(() => ask({ subscriptionId }), expires * 500);
      }
      if ("event" in message) {
        const { transactionId, notification } = message.event;
        turn = turn
          .then(() => acceptEvent(deps, partner, notification))
          .catch(() => 503)
          .then((statusCode) => {
            if (next.readyState === next.OPEN)
              say({ eventResponse: { transactionId, statusCode, statusText: statusCode === 200 ? "OK" : "refused" } });
          });
      }
      return undefined;
    });
    next.on("error", () => undefined);
    next.on("close", () => {
      clearTimeout(renewing);
      clearTimeout(answering);
      clearInterval(pinging);
      again();
    });
  };
  attempt();
  return {
    address: notifier.address,
    end() {
      ended = true;
      clearTimeout(timer);
      socket?.terminate();
    },
  };
}

/** Subscribes to the notifier of each partner that has one, as long as the exchange with it is allowed. */
export function subscribeToPartners(deps: PartnersDeps, timing = TIMING): AsyncDisposable {
  const held = new Map<string, Held>();
  const look = async (): Promise<void> => {
    const wanted = await transaction(deps.db, SYSTEM, (tx) => notifiers(tx, deps.clock()), { readOnly: true });
    for (const [id, each] of held)
      if (!wanted.some(({ partnerId, address }) => partnerId === id && address === each.address)) {
        each.end();
        held.delete(id);
      }
    for (const each of wanted) if (!held.has(each.partnerId)) held.set(each.partnerId, subscribe(deps, each, timing));
  };
  let looking: Promise<void> = Promise.resolve();
  const tick = (): void =>
    void (looking = looking.then(look).catch((cause: unknown) => deps.log.debug({ err: cause }, "partners: reading failed")));
  const timer = setInterval(tick, LOOK_EVERY_MS);
  tick();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
      for (const each of held.values()) each.end();
    },
  };
}
