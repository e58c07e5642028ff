import { isTaken, mayReceive, waitAfter, type Author, type Forward, type ForwardCommand } from "@amaliyat/domain/partners";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { letterLimit, sendLetter, targetOf } from "../../platform/outbound/index.ts";
import { decideAll, settleForward } from "../forwards/act-on-forward.ts";
import { isSameTurn, outgoing, turnOf, type Outgoing, type Turn } from "../forwards/documents-sent.ts";
import { markRevisionBegun, markTried, lockForward } from "../rows/forwards-store.ts";
import { letterOf } from "../forwards/letter.ts";
import { outcomeOf, type Outcome } from "../forwards/outcome.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { factsOf, lockPartnerForShare, type PartnerRecord } from "../rows/partners-store.ts";
import { secretOf } from "../secret.ts";

/** Message that a try is about to send. */
export type Begun = { readonly partner: PartnerRecord; readonly secret: string | null; readonly message: Outgoing };

const room: Author = { kind: "room" };

/** Commands written before a try; or, if the partner may receive nothing any more, those written instead of it. */
function beginning(state: Forward, turn: Turn, hindrance: string | null): ForwardCommand[] {
  switch (turn.kind) {
    case "forward":
      return [hindrance === null ? { kind: "begin_try" } : { kind: "give_up", cause: hindrance }];
    case "cancellation":
      return hindrance === null ? [{ kind: "begin_try" }] : [];
    default:
      return [hindrance === null ? { kind: "begin_update" } : { kind: "give_up_update", revision: state.revision, cause: hindrance }];
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
    const partner = found === null ? undefined : await lockPartnerForShare(tx, found.state.partnerId);
    if (found === null || turn === null || partner === undefined) return null;
    const secret = partner.address === null ? null : await secretOf(tx, deps.vault, partner.partner_id, partner.address);
    const allowed = mayReceive(factsOf(partner, secret !== null), at);
    const acting = { at, by: room, actor: null, partnerCode: partner.code };
    // A permission valid at queueing may have ended since: then nothing leaves.
    const commands = beginning(found.state, turn, allowed.ok ? null : allowed.error.code);
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) throw new Error(`a try could not begin: ${decided.error.code}`);
    if (!allowed.ok) {
      if (decided.value.events.length > 0) await settleForward(tx, decided.value.state, decided.value.events, acting);
      return null;
    }
    const message = outgoing(found, turn);
    await markTried(tx, forwardId, at);
    if (turn.kind === "update" && turn.revision > 0) await markRevisionBegun(tx, forwardId, turn.revision, message.at);
    return { partner, secret, message };
  });
}

/** Commands that record the outcome of a try. */
export function commandsOf(outcome: Outcome, turn: Turn, state: Forward, at: number): ForwardCommand[] {
  if (outcome.kind === "taken") {
    if (turn.kind === "cancellation") return [{ kind: "tell_cancelled" }];
    if (turn.kind === "update") return [{ kind: "tell_update", revision: turn.revision }];
    const heard: ForwardCommand[] = outcome.receipt ? [{ kind: "send" }, { kind: "receive" }] : [{ kind: "send" }];
    // The partner spoke while the try was under way: its answer takes what waits to be told again.
    return isTaken(state.kind) && state.revision === 0 ? [...heard, { kind: "tell_update", revision: 0 }] : heard;
  }
  // A cancellation waits for as long as it takes, whatever the answer.
  if (turn.kind === "cancellation") return [];
  const { cause } = outcome;
  if (turn.kind === "update") {
    const { revision } = turn;
    const nextTryAt = at + waitAfter(state.update?.attempts ?? 0);
    return [outcome.kind === "final" ? { kind: "give_up_update", revision, cause } : { kind: "retry_update", revision, cause, nextTryAt }];
  }
  // One that failed keeps saying so until it was taken.
  if (outcome.kind === "final" || state.kind === "failed") return [{ kind: "give_up", cause }];
  return [{ kind: "retry", cause, nextTryAt: at + waitAfter(state.attempts) }];
}

/** Writes down what became of a try; returns when a later change of it is due, in milliseconds since the Unix epoch, or null. */
export async function endTry(deps: PartnersDeps, forwardId: string, turn: Turn, outcome: Outcome): Promise<number | null> {
  const at = deps.clock();
  return transaction(deps.db, SYSTEM, async (tx) => {
    const found = await lockForward(tx, forwardId);
    if (found === null) return null;
    // The partner may have spoken, or a person cancelled, while the try was under way: what no longer makes sense is left.
    const stands = isSameTurn(turnOf(found.state), turn) || outcome.kind === "taken";
    const commands = stands ? commandsOf(outcome, turn, found.state, at) : [];
    const partner = await lockPartnerForShare(tx, found.state.partnerId);
    const acting = { at, by: room, actor: null, partnerCode: partner?.code ?? "" };
    const decided = await decideAll(tx, found.state, commands, acting);
    if (!decided.ok) return null;
    const { state, events } = decided.value;
    if (events.length > 0) await settleForward(tx, state, events, acting);
    return outcome.kind === "taken" && isTaken(state.kind) ? (state.update?.nextTryAt ?? null) : null;
  });
}

async function send(deps: PartnersDeps, begun: Begun): Promise<Outcome> {
  const { partner, secret, message } = begun;
  const { transport } = partner;
  if (transport === "screen" || transport === "eido_ws") return { kind: "taken", receipt: false };
  const limit = letterLimit();
  const target = await targetOf(partner.address ?? "", deps.hosts, limit);
  if (target === null) return { kind: "final", cause: "partner.host_not_allowed" };
  if (target === "no answer") return { kind: "passing", cause: "partner.unreachable" };
  const letter = letterOf(transport, deps.issuer, { message, secret, partnerCode: partner.code, now: deps.clock() });
  const answer = await sendLetter(target, letter, limit);
  if (answer.status !== null) return outcomeOf(answer.status);
  deps.log.info({ err: answer.cause, partner: partner.code }, "partners: no answer to a try");
  return { kind: "passing", cause: "partner.unreachable", isHanging: answer.isHanging };
}

/** Makes one try of one forward; what became of it and when a later change of it is due, or null where nothing was to be sent. */
export async function tryOne(deps: PartnersDeps, forwardId: string): Promise<{ outcome: Outcome; next: number | null } | null> {
  const begun = await beginTry(deps, forwardId);
  if (begun === null) return null;
  const outcome = await send(deps, begun);
  return { outcome, next: await endTry(deps, forwardId, begun.message.turn, outcome) };
}
