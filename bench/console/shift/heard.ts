import { cameras as cameraRoutes, type Camera } from "@amaliyat/contract/cameras";
import { calls as callRoutes, type CallRow, type LineShown } from "@amaliyat/contract/calls";
import { dispatch, type Assignment, type Unit } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { reports as reportRoutes, type QueueRow } from "@amaliyat/contract/reports";
import type { Route } from "@amaliyat/contract/route";
import { FIRST_LADDER, LINES as ROOM_LINES } from "@amaliyat/domain/calls";
import { DEFAULT_PRIORITY } from "@amaliyat/domain/interventions";
import type { Role } from "@amaliyat/domain/identity";
import { alarmsIn, untold } from "../../../console/src/alarms/telling.ts";
import { ALARM_KINDS, alarmsOf, type AlarmKind, type CallPart, type Sources } from "../../../console/src/shell/alarms/alarms.ts";
import { NOTHING_SHOWN, remember, shownOf, type Memory } from "../../../console/src/shell/alarms/memory.ts";
import { CAMERAS, SITES } from "../../../simulator/src/town/cameras.ts";
import { SHIFT_MS, type Loss, type MadeShift, type Span } from "./make-shift.ts";

export { ALARM_KINDS };

/** Desks whose alarms are counted. The first taker sits at the desk of the call-taker; the others look on without a telephone. */
export const DESKS = ["call_taker", "dispatcher", "supervisor", "operator"] as const satisfies readonly Role[];
export type Desk = (typeof DESKS)[number];
/** Number of alarms of a shift, of its worst hour, and of each kind. */
export type Heard = { readonly count: number; readonly worstHour: number; readonly kinds: ReadonlyMap<AlarmKind, number> };

/** A second of the console, at which it looks for alarms. */
const TICK_MS = 1_000;
const BEGIN = Date.UTC(2026, 3, 18, 6);
const SECTOR = "SU1";
const LINES = ROOM_LINES.map(({ number, priority }) => ({ number, priority, ladder: FIRST_LADDER }) as LineShown);

const instant = (at: number): string => new Date(BEGIN + at).toISOString();
const during = <T extends Span>(all: readonly T[], at: number): readonly { readonly nth: number; readonly of: T }[] =>
  all.flatMap((of, nth) => (of.from <= at && at < of.to ? [{ nth, of }] : []));
const may = ({ access }: Pick<Route, "access">, role: Role): boolean => access.kind !== "roles" || access.roles.includes(role);

const ALL_LIVE = CAMERAS.map(({ code, site, directionDeg }) => {
  const connection = { state: "live", since: instant(0), cause: null, takenUp: null };
  const place = SITES.find((one) => one.code === site)?.place;
  return { cameraId: code, sectorId: SECTOR, state: "in_service", place, directionDeg, connection } as Camera;
});

type RoomLists = Pick<Sources, "units" | "calls" | "interventions" | "reports" | "cameras">;

/** The cameras of the town with those lost at a moment; the same list while all are live. */
function camerasAt(losses: readonly Loss[], at: number): readonly Camera[] {
  const lost = during(losses, at).map(({ of }) => of);
  if (lost.length === 0) return ALL_LIVE;
  return ALL_LIVE.map((camera, nth) => {
    const loss = lost.find((one) => one.camera === nth);
    if (loss === undefined) return camera;
    return { ...camera, connection: { ...camera.connection, state: "lost", since: instant(loss.from) } } as Camera;
  });
}

/** Lists of the room at a moment, as its pages hold them. */
function roomAt(shift: MadeShift, at: number): RoomLists {
  const takenBy = { userId: "other", name: "other" };
  return {
    units: during(shift.calling, at).map(({ nth, of }) => {
      const distress = {
        at: instant(of.from),
        heardAt: instant(of.from),
        place: null,
        againAt: null,
        takenUpBy: at < of.takenUpAt ? null : "other",
      };
      return { unitId: `u${nth}`, code: `${nth}`, sectorId: SECTOR, position: null, lent: null, isPerson: false, distress } as Unit;
    }),
    calls: during(shift.calls, at).map(({ nth, of }) => {
      const talk = at < of.answeredAt ? { state: "waiting", takenBy: null } : { state: "talking", takenBy };
      const row = {
        callId: `c${nth}`,
        line: of.line,
        since: instant(of.from),
        callBack: null,
        offeredTo: null,
        sectorId: null,
        placeText: null,
      };
      return { ...row, ...talk } as CallRow;
    }),
    interventions: during(shift.cases, at).map(({ nth, of }) => {
      const units = of.sent.flatMap(({ at: sentAt, refusedAt }): Assignment[] => {
        if (at < sentAt) return [];
        const isRefused = refusedAt !== null && at >= refusedAt;
        return [
          { state: isRefused ? "refused" : "assigned", assignedBy: "other", endedAt: isRefused ? instant(refusedAt) : null } as Assignment,
        ];
      });
      const row = { interventionId: `i${nth}`, priority: DEFAULT_PRIORITY[of.subcategory], state: "open", openedAt: instant(of.from) };
      return { ...row, sectorId: SECTOR, place: of.place, placeText: null, cameraId: null, takenUp: null, units } as InterventionRow;
    }),
    reports: during(shift.reports, at).map(({ nth, of }) => {
      const taken = at < of.takenAt ? { state: "waiting", takenBy: null } : { state: "taken", takenBy };
      const sent = { receivedAt: instant(of.from), writtenAt: instant(of.from) };
      return { reportId: `r${nth}`, danger: true, wave: null, sectorId: null, placeText: null, ...sent, ...taken } as QueueRow;
    }),
    cameras: camerasAt(shift.losses, at),
  };
}

/** Part of a desk in calls that wait, as the console decides it. */
function partOf(desk: Desk, shift: MadeShift, at: number): CallPart {
  const talks = shift.calls.some(({ taker, answeredAt, to }) => taker === 0 && answeredAt <= at && at < to);
  if (desk === "call_taker" && !talks) return "phone";
  if (desk === "supervisor") return "chief";
  return may(callRoutes.ready, desk) ? "desk" : null;
}

/** Lists of the room as far as the routes of a desk answer to it. */
function sourcesOf(desk: Desk, room: RoomLists): Omit<Sources, "callPart"> {
  const [assigns, watches] = [may(dispatch.assign, desk), may(cameraRoutes.takeLoss, desk)];
  return {
    units: may(dispatch.distress, desk) ? room.units : [],
    calls: may(callRoutes.list, desk) ? room.calls : [],
    lines: LINES,
    interventions: assigns ? room.interventions : [],
    reports: may(reportRoutes.queue, desk) ? room.reports : [],
    cameras: watches ? room.cameras : [],
    faults: [],
    cases: watches ? room.interventions : [],
    shift: null,
    userId: desk,
    covers: [SECTOR],
  };
}

/** The line of alarms of one desk: looks at the room each second, and counts what it was not told of before. */
class DeskLine {
  readonly desk: Desk;
  #memory: Memory = NOTHING_SHOWN;
  #told: readonly string[] = [];
  readonly #moments: number[] = [];
  readonly #kinds = new Map<AlarmKind, number>();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  look(sources: Sources, at: number): void {
    const alarms = alarmsOf(sources, at);
    const open = shownOf(this.#memory, alarms, at).filter(({ takenBy }) => takenBy === null);
    this.#memory = remember(this.#memory, alarms, at);
    const [openIds, takenIds] = [open, alarms.filter(({ takenBy }) => takenBy !== null)].map((some) => some.map(({ id }) => id));
    const { fresh, told } = untold(this.#told, openIds ?? [], takenIds ?? []);
    this.#told = told;
    for (const { kind } of open.filter(({ id }) => fresh.includes(id))) {
      this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
      this.#moments.push(at);
    }
  }

  heard(): Heard {
    return { ...alarmsIn(this.#moments, BEGIN, BEGIN + SHIFT_MS), kinds: this.#kinds };
  }
}

/** Alarms that each desk was told of in a shift, by the rules of the console. */
export function heardIn(shift: MadeShift): ReadonlyMap<Desk, Heard> {
  const lines = DESKS.map((desk) => new DeskLine(desk));
  for (let at = 0; at < SHIFT_MS; at += TICK_MS) {
    const room = roomAt(shift, at);
    for (const line of lines) line.look({ ...sourcesOf(line.desk, room), callPart: partOf(line.desk, shift, at) }, BEGIN + at);
  }
  return new Map(lines.map((line) => [line.desk, line.heard()]));
}
