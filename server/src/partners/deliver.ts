import { mayReceive, updateDueAt, waitAfter, type Author, type Forward, type ForwardCommand } from "@amaliyat/domain/partners";
import { z } from "zod";
import { SYSTEM, transaction, type Tx } from "../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../platform/jobs/index.ts";
import { post, targetOf } from "../platform/outbound/index.ts";
import { decideAll, settle } from "./act-on-forward.ts";
import { isSameTurn, outgoing, turnOf, type Outgoing, type Turn } from "./documents-sent.ts";
import { fetchPlaceJob } from "./fetch-place.ts";
import { keepBegun, lockForward } from "./forwards-store.ts";
import { letterOf } from "./letter.ts";
import { outcomeOf, type Outcome } from "./outcome.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { factsOf, holdPartner, type PartnerRecord } from "./partners-store.ts";
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
export type Begun = { readonly partner: PartnerRecord; readonly secret: string | null; readonly message: Outgoing };

const room: Author = { kind: "room" };

/** What is written down before a try; or, where the partner may receive nothing any more, instead of it. */
function beginning(turn: Turn, hindrance: string | null): ForwardCommand[] {
  switch (turn.kind) {
    case "forward":
      return [hindrance === null ? { kind: "begin_try" } : { kind: "give_up", cause: hindrance }];
    case "cancellation":
      return hindrance === null ? [{ kind: "begin_try" }] : [];
    default:
      return [hindrance === null ? { kind: "begin_update" } : { kind: "give_up_update", revision: turn.revision, cause: hindrance }];
  }
}

/**
 * Begins a try, if there is still something to send and the partner may receive it now. It is written down before anything leaves: a
 * program that is killed in between knows afterwards that the partner may have it.
 */
export async function beginTry(deps: PartnersDeps, forwardId: string): Promise<Begun | null> {
  const at = deps.clock();
  return transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    const turn = found === null ? null : turnOf(found.state);
    const partner = found === null ? undefined : await holdPartner(tx, found.state.partnerId);
    if (found === null || turn === null || partner === undefined) return null;
    const secret = partner.address === null ? null : await secretOf(tx, deps.vault, partner.partner_id, partner.address);
    const allowed = mayReceive(factsOf(partner, secret !== null), at);
    const acting = { at, by: room, actor: null, partnerCode: partner.code };
    // What was allowed when it was queued may be so no longer: nothing leaves then.
    const commands = beginning(turn, allowed.ok ? null : allowed.error.code);
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) throw new Error(`a try could not begin: ${decided.error.code}`);
    if (!allowed.ok) {
      if (decided.value.events.length > 0) await settle(tx, decided.value.state, decided.value.events, acting);
      return null;
    }
    const message = outgoing(found, turn);
    if (turn.kind === "update") await keepBegun(tx, forwardId, turn.revision, message.at);
    return { partner, secret, message };
  });
}

function commandsOf(outcome: Outcome, turn: Turn, state: Forward, at: number): ForwardCommand[] {
  if (outcome.kind === "taken") {
    if (turn.kind === "cancellation") return [{ kind: "tell_cancelled" }];
    if (turn.kind === "update") return [{ kind: "tell_update", revision: turn.revision }];
    return outcome.receipt ? [{ kind: "send" }, { kind: "receive" }] : [{ kind: "send" }];
  }
  if (turn.kind === "cancellation") return [];
  const attempts = turn.kind === "update" ? (state.update?.attempts ?? 0) : state.attempts;
  const wait = outcome.kind === "final" ? null : waitAfter(attempts);
  if (turn.kind === "update") {
    const { cause } = outcome;
    const { revision } = turn;
    return [wait === null ? { kind: "give_up_update", revision, cause } : { kind: "retry_update", revision, cause, nextTryAt: at + wait }];
  }
  return wait === null ? [{ kind: "give_up", cause: outcome.cause }] : [{ kind: "retry", cause: outcome.cause, nextTryAt: at + wait }];
}

/** Writes down what became of a try; returns when the next one is due, in milliseconds since the Unix epoch, or null. */
export async function endTry(deps: PartnersDeps, forwardId: string, turn: Turn, outcome: Outcome): Promise<number | null> {
  const at = deps.clock();
  return transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    if (found === null) return null;
    // The partner may have spoken, or a person cancelled, while the try was under way: what no longer makes sense is left.
    const stands = isSameTurn(turnOf(found.state), turn) || outcome.kind === "taken";
    const commands = stands ? commandsOf(outcome, turn, found.state, at) : [];
    const partner = await holdPartner(tx, found.state.partnerId);
    const acting = { at, by: room, actor: null, partnerCode: partner?.code ?? "" };
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) return null;
    const { state, events } = decided.value;
    let next = state.kind === "queued" ? state.nextTryAt : updateDueAt(state);
    if (turn.kind === "cancellation" && outcome.kind === "passing" && turnOf(state) !== null) {
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
    begun.message.turn,
    transport === "screen" ? { kind: "taken", receipt: false } : await send(deps, transport, begun),
  );
}

const transportOf = (deps: PartnersDeps, forwardId: string) =>
  transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    return found === null ? null : ((await holdPartner(tx, found.state.partnerId))?.transport ?? null);
  });

async function send(deps: PartnersDeps, transport: "eido_http" | "cap" | "webhook", begun: Begun): Promise<Outcome> {
  const { partner, secret, message } = begun;
  const target = await targetOf(partner.address ?? "", deps.hosts);
  if (target === null) return { kind: "final", cause: "partner.host_not_allowed" };
  if (target === "no answer") return { kind: "passing", cause: "partner.unreachable" };
  return outcomeOf(await post(target, letterOf(transport, deps.issuer, { message, secret, partnerCode: partner.code, now: deps.clock() })));
}

/** The background work of this feature. */
export const partnersJobs = (deps: PartnersDeps): Job<unknown>[] => [
  defineJob(NAME, payload, RETRY, ({ forwardId }: Delivery) => deliver(deps, forwardId)),
  fetchPlaceJob(deps),
];
