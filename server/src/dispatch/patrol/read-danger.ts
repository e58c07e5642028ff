import type { dispatch } from "@amaliyat/contract/dispatch";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { tellingsOf } from "../../interventions/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { SYSTEM, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { assignmentById, workOf } from "../rows/dispatch-queries.ts";
import { passOwnNotes } from "../rows/crew-notes-store.ts";
import { markRead } from "../rows/dispatch-store.ts";
import { doneAt, markActed } from "../assignments/stamp.ts";

/**
 * The crew says that it read the danger of which it was told; the desks see that. Of an assignment that ended it is kept all the same. It counts
 * for those with whom the person sits: a reliever reads for itself.
 */
export const readDanger = (db: Db, call: Call<typeof dispatch.readDanger>): Promise<Reply<typeof dispatch.readDanger>> =>
  refusable(db, SYSTEM, async (tx) => {
    const { who, at, body } = call;
    const { assignmentId } = call.params;
    const readAt = doneAt(body.at, call);
    const acted = { acted: readAt, heard: at };
    const work = await workOf(tx, assignmentId, who.userId, acted);
    if (work === null) return refuse({ code: "object.not_found" });
    // Events are counted for each intervention by itself: what was read of the one before a move says nothing of this one.
    if (body.interventionId === work.intervention_id) {
      await markRead(tx, assignmentId, { userId: who.userId, seq: body.seq, at: new Date(readAt) });
      await passOwnNotes(tx, assignmentId, { userId: who.userId, at: new Date(at) });
    }
    await markActed(tx, { assignmentId, unitId: work.unit_id }, { userId: who.userId, ...acted });
    const shown = await assignmentById(tx, assignmentId);
    if (shown === null) throw new Error("an assignment that was read is gone");
    const tellings = await tellingsOf(tx, [shown.interventionId]);
    const { unitCode: unit, interventionId } = shown;
    await settle(
      tx,
      { who, at },
      { type: "assignment.danger_read", about: subjectById("assignment", assignmentId), detail: { unit, interventionId, seq: body.seq } },
      tellings,
    );
    return ok(shown);
  });
