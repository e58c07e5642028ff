import type { calls } from "@amaliyat/contract/calls";
import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { lookAtIntervention, mergedChain } from "../../interventions/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Board, Refused } from "../switchboard/board.ts";
import { callById } from "../rows/calls-queries.ts";
import { makeOfCall } from "./join.ts";
import { callSubject } from "../subjects.ts";

type Help = typeof calls.sendHelp;
type Named = { readonly interventionId: string; readonly reference: string };

/** The intervention of the call: the one that it has, as long as it is open, or a new one. */
async function interventionOf(board: Board, call: Call<Help>): Promise<Result<Named, Refused>> {
  const { who, at, params } = call;
  const row = await transaction(board.db, scopeOf(who), (tx) => callById(tx, at, params.callId), { readOnly: true });
  if (row === null) return refuse({ code: "object.not_found" });
  const { interventionId } = row;
  if (interventionId === null) {
    const isPlaced = row.place !== null || row.placeText !== null || call.body.place !== undefined || call.body.placeText !== undefined;
    if (!isPlaced) return refuse({ code: "intervention.place_missing" });
    const made = await makeOfCall(board, call);
    // Another press of the call made one in the meantime.
    return !made.ok && made.error.code === "call.has_intervention" ? interventionOf(board, call) : made;
  }
  return transaction(
    board.db,
    scopeOf(who),
    async (tx): Promise<Result<Named, Refused>> => {
      // One that was joined to another goes on there.
      const openId = (await mergedChain(tx, interventionId)).at(-1) ?? interventionId;
      const has = await lookAtIntervention(tx, openId);
      if (has === null) return refuse({ code: "object.not_found" });
      return has.kind === "open" ? ok({ interventionId: openId, reference: has.reference }) : refuse({ code: "call.intervention_over" });
    },
    { readOnly: true },
  );
}

/**
 * One act sends help to a caller in danger: the intervention is made where the call has none, and the nearest free unit is sent. Pressed
 * again it answers with the unit that the call has sent; `oneMore` sends another.
 */
export async function sendHelp(board: Board, call: Call<Help>): Promise<Reply<Help>> {
  const found = await interventionOf(board, call);
  if (!found.ok) return found;
  const { interventionId, reference } = found.value;
  const { who, at, params, body } = call;
  const { sent, isRepeated } = await board.sendNearest(who, at, interventionId, { ...params, oneMore: body.oneMore === true });
  await transaction(board.db, scopeOf(who), (tx) =>
    settle(
      tx,
      { who, at },
      {
        type: "call.help_sent",
        about: callSubject({ callId: params.callId, reference }),
        detail: { interventionId, unit: sent?.unitCode ?? null, repeated: isRepeated },
      },
    ),
  );
  return ok({ interventionId, reference, sent, isRepeated });
}
