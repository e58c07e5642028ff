import { moveLine, type MovedLine, type RosterLine } from "@amaliyat/domain/shifts";
import { randomUUID } from "node:crypto";
import type { Logged } from "../audit/index.ts";
import type { SeatsPort } from "../dispatch/index.ts";
import { asRoom } from "../platform/database/index.ts";
import { detailOf } from "./roster.ts";
import { deleteLine, lockLinesOfUnit, namesIn, storeMove } from "./rows/roster-store.ts";
import { isWithin } from "./rows/shifts-queries.ts";
import { rosterSubject } from "./subjects.ts";
import { tellingOfPart } from "./tell-shift.ts";

/** Entries of the log of some lines, each with what was done to it. */
const entriesOf = (lines: readonly RosterLine[], why: (line: RosterLine) => Readonly<Record<string, unknown>>): Logged[] =>
  lines.map((line) => ({ type: "roster.changed", about: rosterSubject(line), detail: { ...detailOf(line), ...why(line) } }));

/** Tells the screens of some sectors and the phones of the persons of some lines of the roster. */
const tellingsOf = (lines: readonly RosterLine[], sectors: readonly string[]) => {
  const persons = [...new Set(lines.map(({ userId }) => userId))];
  return [...new Set(sectors)].map((sectorId) => tellingOfPart("roster", sectorId, persons));
};

/**
 * Seats of a unit's crew, for dispatch: a unit is retired without a crew, and its later seats leave the roster with it. A moved unit takes
 * its seats along.
 */
export const seatsPort: SeatsPort = {
  seatedIn: (tx, unitId, at) => asRoom(tx, () => namesIn(tx, unitId, new Date(at))),
  async removeLater(tx, { at, unitId, reason }) {
    const lines = await asRoom(tx, async () => {
      const later = (await lockLinesOfUnit(tx, unitId, new Date(at))).filter(({ state }) => state === "later");
      for (const { lineId } of later) await deleteLine(tx, lineId);
      return later;
    });
    return {
      lineIds: lines.map(({ lineId }) => lineId),
      logged: entriesOf(lines, () => ({ act: "removed", reason })),
      tellings: tellingsOf(
        lines,
        lines.map(({ sectorId }) => sectorId),
      ),
    };
  },
  async moveAlong(tx, { by, at, unitId, sectorId: into }) {
    const moves = await asRoom(tx, async () => {
      const done: MovedLine[] = [];
      for (const line of await lockLinesOfUnit(tx, unitId, new Date(at))) {
        // A roster above both sectors holds it as before.
        if (await isWithin(tx, into, line.sectorId)) continue;
        const move = moveLine(line, into, { at, lineId: randomUUID() });
        await storeMove(tx, move, { at, by });
        done.push(move);
      }
      return done;
    });
    const left = moves.flatMap((move) => (move.left === null ? [] : [move.left]));
    const moved = moves.map(({ goesOn }) => goesOn);
    return {
      lineIds: moved.map(({ lineId }) => lineId),
      logged: [
        ...entriesOf(left, () => ({ act: "ended", into })),
        ...moves.flatMap(({ goesOn, from }) => entriesOf([goesOn], () => ({ act: "moved", before: { sectorId: from } }))),
      ],
      tellings: tellingsOf(moved, [into, ...moves.map(({ from }) => from)]),
    };
  },
};
