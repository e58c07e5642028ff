import type { Forward, partnerRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { beginForward, disclose, mayReceive, stampAfter } from "@amaliyat/domain/partners";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { interventionSubject, lockIntervention } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, isUniqueViolation, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { forwardShown } from "../rows/forwards-queries.ts";
import { insertForward, insertEvent, newestToldOf } from "../rows/forwards-store.ts";
import { givableOf } from "../rows/disclosure-queries.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { factsOf, lockPartnerForShare, sealedSecret, type PartnerRecord } from "../rows/partners-store.ts";
import { enqueueDelivery } from "./telling-queue.ts";
import { watchAnswer } from "./watch-answers.ts";

type Forwarding = typeof partnerRoutes.forward;

/** The partner, if an intervention may go to it now; it stays as it is until the transaction ends. */
export async function receiver(tx: Tx, partnerId: string, at: number): Promise<Result<PartnerRecord, Refusal<ErrorCode>>> {
  const [partner, hasSecret] = await asRoom(tx, async () => [
    await lockPartnerForShare(tx, partnerId),
    (await sealedSecret(tx, partnerId)) !== null,
  ]);
  if (partner === undefined) return refuse({ code: "object.not_found" });
  const allowed = mayReceive(factsOf(partner, hasSecret), at);
  return allowed.ok ? ok(partner) : allowed;
}

/** Forwards an intervention to a partner: what was chosen of it is kept as it is now, and sent as soon as this has committed. */
export async function forwardIntervention(deps: PartnersDeps, call: Call<Forwarding>): Promise<Reply<Forwarding>> {
  const { who, at, params, body } = call;
  try {
    return await refusable(deps.db, scopeOf(who), async (tx): Promise<Result<Forward, Refusal<ErrorCode>>> => {
      const intervention = await lockIntervention(tx, params.interventionId);
      if (intervention === null) return refuse({ code: "object.not_found" });
      if (intervention.kind === "cancelled") return refuse({ code: "intervention.already_cancelled" });
      if (intervention.kind === "merged") return refuse({ code: "intervention.already_merged" });
      const partner = await receiver(tx, body.partnerId, at);
      if (!partner.ok) return partner;
      const disclosure = disclose((await givableOf(tx, intervention))(at), body.choice, body.message ?? null);
      const state = beginForward({ forwardId: randomUUID(), interventionId: intervention.interventionId, partnerId: body.partnerId, at });
      // A cancellation of an earlier forward has a stamp up to a second after its cause. The partner drops what is not later than that.
      const newest = await newestToldOf(tx, state);
      const stamp = newest === null ? at : stampAfter(stampAfter(newest, newest), at);
      await insertForward(tx, state, who.userId, { choice: body.choice, disclosure, stamp });
      await insertEvent(tx, state.forwardId, 1, { kind: "queued", at, by: { kind: "person", userId: who.userId } });
      await enqueueDelivery(tx, state);
      await watchAnswer(tx, state.forwardId, intervention.priority, at);
      const shown = await forwardShown(tx, state.forwardId);
      await settle(
        tx,
        { who, at },
        {
          type: "intervention.forwarded",
          about: interventionSubject(intervention),
          detail: {
            partner: partner.value.code,
            authorisation: partner.value.authorisation_number,
            forwardId: state.forwardId,
            given: body.choice,
            notes: disclosure.notes.length,
            people: disclosure.people.length,
          },
        },
        [{ happening: { topic: "forward", row: shown }, sectorId: intervention.sectorId }],
      );
      return ok(shown);
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "forward.already_there" });
    throw cause;
  }
}
