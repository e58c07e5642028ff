import { backOffMs } from "@amaliyat/domain/kernel";
import { eido, fromNotifier, type FromSubscriber } from "@amaliyat/contract/partners";
import { randomInt, randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import type { PartnerCaller } from "../platform/http/index.ts";
import { pinned, targetOf } from "../platform/outbound/index.ts";
import { parseJson } from "./conveyance.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { notifiers } from "./partners-queries.ts";
import { secretOf } from "./secret.ts";
import { acceptEido } from "./accept-eido.ts";

type Notifier = { readonly partnerId: string; readonly code: string; readonly address: string };
type Held = { readonly address: string; readonly end: () => void };

const LOOK_EVERY_MS = 2_000;
const AGAIN = { firstMs: 500, longestMs: 60_000 };
const EXPIRES_S = 3_600;
const LARGEST_BYTES = 256 * 1024;

/** Answers one event of a notifier: each EIDO in it is accepted or refused. One refused EIDO makes the answer a refusal. */
async function acceptEvent(deps: PartnersDeps, partner: PartnerCaller, notification: readonly unknown[]): Promise<number> {
  let status = 200;
  for (const each of notification) {
    const parsed = eido.safeParse(each);
    if (!parsed.success) status = 400;
    else if (!(await acceptEido(deps, partner, parsed.data, deps.clock())).ok) status = 400;
  }
  return status;
}

/** Subscribes to the notifier of one partner, and again with growing waits after the connection breaks. */
function subscribe(deps: PartnersDeps, notifier: Notifier): Held {
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
    const target = await targetOf(notifier.address, deps.hosts);
    if (target === null || target === "no answer" || ended) return again();
    const secret = await transaction(deps.db, SYSTEM, (tx) => secretOf(tx, deps.vault, notifier.partnerId, notifier.address));
    const headers = secret === null ? {} : { authorization: `Bearer ${secret}` };
    const next = new WebSocket(target.url, { headers, maxPayload: LARGEST_BYTES, handshakeTimeout: 10_000, ...pinned(target) });
    socket = next;
    const say = (message: FromSubscriber): void => next.send(JSON.stringify(message));
    let renewing: NodeJS.Timeout | undefined;
    let turn: Promise<unknown> = Promise.resolve();
    next.on("open", () => say({ subscribe: { requestId: randomUUID(), requestType: "EIDO", requestSubType: "new", expires: EXPIRES_S } }));
    next.on("message", (data) => {
      const parsed = fromNotifier.safeParse(Buffer.isBuffer(data) ? parseJson(data.toString("utf8")) : undefined);
      if (!parsed.success) return next.close(1007, "request.invalid");
      const message = parsed.data;
      if ("terminate" in message) return next.close(1000);
      if ("subscribeResponse" in message) {
        const { statusCode, subscriptionId, expires = EXPIRES_S } = message.subscribeResponse;
        if (statusCode !== 200 || subscriptionId === undefined) return next.close(1000);
        failures = 0;
        clearTimeout(renewing);
        renewing = setTimeout(() => say({ subscribe: { requestId: randomUUID(), subscriptionId, expires: EXPIRES_S } }), expires * 500);
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
export function subscribeToPartners(deps: PartnersDeps): AsyncDisposable {
  const held = new Map<string, Held>();
  const look = async (): Promise<void> => {
    const wanted = await transaction(deps.db, SYSTEM, (tx) => notifiers(tx, deps.clock()), { readOnly: true });
    for (const [id, each] of held)
      if (!wanted.some(({ partnerId, address }) => partnerId === id && address === each.address)) {
        each.end();
        held.delete(id);
      }
    for (const each of wanted) if (!held.has(each.partnerId)) held.set(each.partnerId, subscribe(deps, each));
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
