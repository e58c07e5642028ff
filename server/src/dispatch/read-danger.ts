import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import { tellingsOf } from "../interventions/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import { assignmentById, workOf } from "./dispatch-queries.ts";
import { keepRead } from "./dispatch-store.ts";

/** The crew says that it read the danger of which it was told; the desks see that. Of an assignment that ended it is kept all the same. */
export const readDanger = (
  db: Db,
  { who, at, params: { assignmentId }, body }: Call<typeof dispatch.readDanger>,
): Promise<Reply<typeof dispatch.readDanger>> =>
  transaction(db, SYSTEM, async (tx) => {
    const work = await workOf(tx, assignmentId, who.userId, { acted: at, heard: at });
    if (work === null) return refuse({ code: "object.not_found" });
    // Events are counted for each intervention by itself: what was read of the one before a move says nothing of this one.
    if (body.interventionId === work.intervention_id) await keepRead(tx, assignmentId, body.seq, new Date(at));
    const shown = await assignmentById(tx, assignmentId);
    if (shown === null) throw new Error("an assignment that was read is gone");
    const tellings = await tellingsOf(tx, [shown.interventionId]);
    const { unitCode: unit, interventionId } = shown;
    const subject = { kind: "assignment", id: assignmentId };
    await append(tx, { at, type: "assignment.danger_read", actor: actorOf(who), subject, detail: { unit, interventionId, seq: body.seq } });
    await tell(tx, at, tellings);
    return ok(shown);
  });
