import type { shifts } from "@amaliyat/contract/shifts";
import { startOfDay } from "@amaliyat/domain/calendar";
import { copyWeek, WEEK_MS } from "@amaliyat/domain/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { excludedAs, insertLine, linesIn } from "./rows/roster-store.ts";
import { noteRoster, roleFor } from "./roster.ts";

/**
 * Copies the week before into the week that begins on a day: of one sector, all that still fits. A person who is no longer designated, or
 * sits elsewhere by then, is left out and counted.
 */
export async function copyRoster(db: Db, { who, at, body }: Call<typeof shifts.copyRoster>): Promise<Reply<typeof shifts.copyRoster>> {
  const { sectorId, weekFrom } = body;
  if (!who.covers.includes(sectorId)) return refuse({ code: "object.not_found" });
  const from = startOfDay(weekFrom);
  const copy = () =>
    transaction(db, scopeOf(who), async (tx) => {
      const known = await linesIn(tx, new Date(from - WEEK_MS), new Date(from + 2 * WEEK_MS));
      const last = known.filter((line) => line.sectorId === sectorId);
      const copied = copyWeek(last, known, from, at, randomUUID);
      let taken = 0;
      for (const line of copied.taken) {
        const role = await roleFor(tx, line);
        if (role === null) continue;
        await insertLine(tx, line, { role, at, by: who.userId });
        taken += 1;
      }
      const done = { taken, skipped: copied.skipped + copied.taken.length - taken };
      const lines = copied.taken.filter((line) => line.from <= at && at < line.to);
      await noteRoster(tx, { who, at }, { type: "roster.copied", id: `${sectorId}/${weekFrom}`, sectorId, lines, detail: done });
      return ok(done);
    });
  try {
    return await copy();
  } catch (cause) {
    const code = excludedAs(cause);
    if (code === null) throw cause;
    return refuse({ code });
  }
}
