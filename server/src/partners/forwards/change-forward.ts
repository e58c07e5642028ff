import type { Forward, partnerRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { ForwardCommand } from "@amaliyat/domain/partners";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { actorOf, scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { isUniqueViolation, type Tx } from "../../platform/database/index.ts";
import type { Call, Caller } from "../../platform/http/index.ts";
import { decideAll, settleForward } from "./act-on-forward.ts";
import { turnOf } from "./documents-sent.ts";
import { receiver } from "./forward-intervention.ts";
import { updateRevision, lockForward } from "../rows/forwards-store.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { lockPartnerForShare } from "../rows/partners-store.ts";
import { enqueueTelling } from "./telling-queue.ts";
import { watchAnswer } from "./watch-answers.ts";

type Changed = Result<Forward, Refusal<ErrorCode>>;
type Change = { readonly who: Caller; readonly at: number; readonly forwardId: string; readonly command: ForwardCommand };

/** One command of a person on a forward; what it leaves to be sent is enqueued. `allow` may refuse for the partner's sake. */
async function change(
  { db }: PartnersDeps,
  { who, at, forwardId, command }: Change,
  allow: (tx: Tx, partnerId: string) => Promise<Result<unknown, Refusal<ErrorCode>>>,
): Promise<Changed> {
  return refusable(db, scopeOf(who), async (tx): Promise<Changed> => {
    const found = await lockForward(tx, forwardId);
    if (found === null) return refuse({ code: "object.not_found" });
    const allowed = await allow(tx, found.state.partnerId);
    if (!allowed.ok) return allowed;
    const by = { kind: "person", userId: who.userId } as const;
    // The partner has the forward that it refused. It takes the same stamp for a repetition, so the room sends a later one.
    const isAnew = command.kind === "resend" && found.state.kind === "refused";
    const decided = await decideAll(tx, found.state, isAnew ? [command, { kind: "revise", dueAt: at }] : [command], { at, by });
    if (!decided.ok) return decided;
    if (isAnew) await updateRevision(tx, forwardId, { disclosure: found.disclosure, status: "Active", ...found.revised, at });
    const { state, events } = decided.value;
    if (state.kind === "queued") await watchAnswer(tx, forwardId, found.disclosure.priority?.code ?? null, at);
    if (turnOf(state) !== null) await enqueueTelling(tx, state.partnerId);
    const partner = await lockPartnerForShare(tx, state.partnerId);
    return ok(await settleForward(tx, state, events, { at, by, actor: actorOf(who), partnerCode: partner?.code ?? "" }, "forward.changed"));
  });
}

/** Queues a failed or refused forward again, if the partner may still receive. */
export async function resendForward(deps: PartnersDeps, { who, at, params }: Call<typeof partnerRoutes.resend>): Promise<Changed> {
  try {
    const asked: Change = { who, at, forwardId: params.forwardId, command: { kind: "resend" } };
    return await change(deps, asked, (tx, partnerId) => receiver(tx, partnerId, at));
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "forward.already_there" });
    throw cause;
  }
}

/** Takes a forward back. */
export const cancelForward = (deps: PartnersDeps, { who, at, params, body }: Call<typeof partnerRoutes.cancel>): Promise<Changed> =>
  change(deps, { who, at, forwardId: params.forwardId, command: { kind: "cancel", reason: body.reason } }, async () => ok(null));
