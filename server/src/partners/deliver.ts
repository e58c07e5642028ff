import {
  mayReceive,
  waitAfter,
  type Author,
  type EidoStatus,
  type Forward,
  type ForwardCommand,
  type Handover,
} from "@amaliyat/domain/partners";
import { z } from "zod";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../platform/jobs/index.ts";
import { decideAll, settle } from "./act-on-forward.ts";
import { targetOf } from "./allowed-host.ts";
import { lockForward } from "./forwards-store.ts";
import { letterOf } from "./letter.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { factsOf, holdPartner, type PartnerRecord } from "./partners-store.ts";
import { post, type Outcome } from "./post.ts";
import { secretOf } from "./secret.ts";

const payload = z.object({ forwardId: z.uuid() });
type Delivery = z.output<typeof payload>;

const NAME = "partners.deliver_forward";
/** Retries of a forward are our own, told on the screens; these are for a worker that was killed or lost the database. */
const RETRY = { maxAttempts: 25 };
const delivery = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

/** Enqueues a delivery. Those of one forward run one after the other, so that a cancellation never overtakes what it takes back. */
export const enqueueDelivery = (tx: Tx, forwardId: string, runAt?: Date): Promise<void> =>
  enqueue(tx, delivery, { forwardId }, { key: `forward/${forwardId}`, queue: `forward/${forwardId}`, ...(runAt ? { runAt } : {}) });

/** What a try is about to send. */
export type Begun = {
  readonly partner: PartnerRecord;
  readonly secret: string | null;
  readonly handover: Handover;
  readonly queuedAt: number;
  readonly status: EidoStatus;
};

const room: Author = { kind: "room" };
const wants = (state: Forward): EidoStatus | null => {
  if (state.kind === "queued") return "Active";
  return state.kind === "cancelled" && state.notice === "due" ? "Cancelled" : null;
};

/**
 * Begins a try, if there is still something to send and the partner may receive it now. It is written down before anything leaves: a
 * program that is killed in between knows afterwards that the partner may have it.
 */
export async function beginTry(deps: PartnersDeps, forwardId: string): Promise<Begun | null> {
  const at = deps.clock();
  return transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    const status = found === null ? null : wants(found.state);
    const partner = found === null ? undefined : await holdPartner(tx, found.state.partnerId);
    if (found === null || status === null || partner === undefined) return null;
    const secret = partner.address === null ? null : await secretOf(tx, deps.vault, partner.partner_id, partner.address);
    const allowed = mayReceive(factsOf(partner, secret !== null), at);
    const acting = { at, by: room, actor: null, partnerCode: partner.code };
    // What was allowed when it was queued may be so no longer: nothing leaves then.
    const commands: ForwardCommand[] = allowed.ok
      ? [{ kind: "begin_try" }]
      : status === "Active"
        ? [{ kind: "give_up", cause: allowed.error.code }]
        : [];
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) throw new Error(`a try could not begin: ${decided.error.code}`);
    if (!allowed.ok) {
      if (decided.value.events.length > 0) await settle(tx, decided.value.state, decided.value.events, acting);
      return null;
    }
    return { partner, secret, handover: found.handover, queuedAt: found.queuedAt, status };
  });
}

function commandsOf(outcome: Outcome, status: EidoStatus, attempts: number, at: number): ForwardCommand[] {
  if (outcome.kind === "taken") {
    if (status === "Cancelled") return [{ kind: "tell_cancelled" }];
    return outcome.receipt ? [{ kind: "send" }, { kind: "receive" }] : [{ kind: "send" }];
  }
  if (status === "Cancelled") return [];
  const wait = outcome.kind === "final" ? null : waitAfter(attempts);
  return wait === null ? [{ kind: "give_up", cause: outcome.cause }] : [{ kind: "retry", cause: outcome.cause, nextTryAt: at + wait }];
}

/** Writes down what became of a try; returns when the next one is due, in milliseconds since the Unix epoch, or null. */
export async function endTry(deps: PartnersDeps, forwardId: string, status: EidoStatus, outcome: Outcome): Promise<number | null> {
  const at = deps.clock();
  return transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    if (found === null) return null;
    // The partner may have spoken, or a person cancelled, while the try was under way: what no longer makes sense is left.
    const stands = wants(found.state) === status || outcome.kind === "taken";
    const commands = stands ? commandsOf(outcome, status, found.state.attempts, at) : [];
    const partner = await holdPartner(tx, found.state.partnerId);
    const acting = { at, by: room, actor: null, partnerCode: partner?.code ?? "" };
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) return null;
    const { state, events } = decided.value;
    let next = state.kind === "queued" ? state.nextTryAt : null;
    if (status === "Cancelled" && outcome.kind === "passing" && wants(state) === "Cancelled") {
      const wait = waitAfter(state.attempts);
      next = wait === null ? null : at + wait;
    }
    if (next !== null) await enqueueDelivery(tx, forwardId, new Date(next));
    if (events.length > 0) await settle(tx, state, events, acting);
    return next;
  });
}

/** Makes one try of one forward. What goes by open channel is left to the socket that the partner holds. */
export async function deliver(deps: PartnersDeps, forwardId: string): Promise<void> {
  const transport = await transportOf(deps, forwardId);
  if (transport === null || transport === "eido_ws") return;
  const begun = await beginTry(deps, forwardId);
  if (begun === null) return;
  await endTry(
    deps,
    forwardId,
    begun.status,
    transport === "screen" ? { kind: "taken", receipt: false } : await send(deps, forwardId, transport, begun),
  );
}

const transportOf = (deps: PartnersDeps, forwardId: string) =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    return found === null ? null : ((await holdPartner(tx, found.state.partnerId))?.transport ?? null);
  });

async function send(deps: PartnersDeps, forwardId: string, transport: "eido_http" | "cap" | "webhook", begun: Begun): Promise<Outcome> {
  const { partner, ...told } = begun;
  const target = await targetOf(partner.address ?? "", deps.hosts);
  if (target === null) return { kind: "final", cause: "partner.host_not_allowed" };
  if (target === "no answer") return { kind: "passing", cause: "partner.unreachable" };
  return post(target, letterOf(transport, deps.issuer, { ...told, forwardId, partnerCode: partner.code, at: deps.clock() }));
}

/** The background work of this feature. */
export const partnersJobs = (deps: PartnersDeps): Job<unknown>[] => [
  defineJob(NAME, payload, RETRY, ({ forwardId }: Delivery) => deliver(deps, forwardId)),
];
