import type { Logged } from "../audit/index.ts";
import type { SeatsPort } from "../dispatch/index.ts";
import { asRoom } from "../platform/database/index.ts";
import { detailOf } from "./roster.ts";
import { deleteLater, namesIn } from "./rows/roster-store.ts";
import { rosterSubject } from "./subjects.ts";
import { tellingOfPart } from "./tell-shift.ts";

/** Seats of a unit's crew, for dispatch: a unit is retired without a crew, and its later seats leave the roster with it. */
export const seatsPort: SeatsPort = {
  seatedIn: (tx, unitId, at) => asRoom(tx, () => namesIn(tx, unitId, new Date(at))),
  async removeLater(tx, { at, unitId, reason }) {
    const lines = await asRoom(tx, () => deleteLater(tx, unitId, new Date(at)));
    const logged: Logged[] = lines.map((line) => ({
      type: "roster.changed",
      about: rosterSubject(line),
      detail: { act: "removed", ...detailOf(line), reason },
    }));
    const persons = lines.map(({ userId }) => userId);
    const sectors = [...new Set(lines.map(({ sectorId }) => sectorId))];
    return {
      lineIds: lines.map(({ lineId }) => lineId),
      logged,
      tellings: sectors.map((sectorId) => tellingOfPart("roster", sectorId, persons)),
    };
  },
};
