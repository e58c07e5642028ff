import { z } from "zod";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import { tell } from "../../platform/live/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { addEvent } from "../rows/events-store.ts";
import { joinLast, updateBestPlace } from "../rows/places-store.ts";
import { tellingsOfCalls } from "../tell-call.ts";

/** A place for which no call came: it was sent in a call that was over before it was here, and joins that one. */
export const latePlaceJob = ({ db, clock, sectorOf }: Pick<CallsDeps, "db" | "clock" | "sectorOf">): Job<{ placeId: string }> =>
  defineJob("calls.join_late_place", z.object({ placeId: z.uuid() }), { maxAttempts: 5 }, async ({ placeId }) => {
    const at = clock();
    await transaction(db, SYSTEM, async (tx) => {
      const callId = await joinLast(tx, placeId);
      if (callId === null) return;
      await updateBestPlace(tx, callId, at, (point) => sectorOf(tx, point));
      await addEvent(tx, callId, { at, kind: "placed", data: { source: "aml", late: true } });
      await tell(tx, at, await tellingsOfCalls(tx, at, [callId]));
    });
  });
