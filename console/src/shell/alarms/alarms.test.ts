import type { Camera, CameraFaultRow } from "@amaliyat/contract/cameras";
import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import type { Assignment, Unit } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { QueueRow } from "@amaliyat/contract/reports";
import { FIRST_LADDER } from "@amaliyat/domain/calls";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALARM_KINDS, alarmsOf, isLateReport, OVERDUE_MS, UNSENT_MS, type Alarm, type Sources } from "./alarms.ts";
import { LOST_MS } from "./lost-cameras.ts";
import { NOTHING_SHOWN, remember, shownOf, TAKEN_SHOWN_MS } from "./memory.ts";

const NOW = Date.UTC(2026, 3, 18, 1);
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
const secondsOf = (alarms: readonly Alarm[]): readonly string[] => alarms.map(({ id }) => id);

const unit = (unitId: string, seconds: number, takenUpBy: string | null = null): Unit =>
  ({ unitId, code: unitId, sectorId: "SU1", position: null, distress: { at: ago(seconds), place: null, takenUpBy } }) as Unit;
const call = (callId: string, seconds: number, more: Partial<CallRow> = {}): CallRow =>
  ({
    callId,
    line: "17",
    state: "waiting",
    since: ago(seconds),
    callBack: null,
    offeredTo: null,
    takenBy: null,
    sectorId: null,
    placeText: null,
    ...more,
  }) as CallRow;
const sent = (state: string, by: string): Assignment => ({ state, assignedBy: by, endedAt: null }) as Assignment;
const row = (interventionId: string, seconds: number, more: Partial<InterventionRow> = {}): InterventionRow =>
  ({
    interventionId,
    priority: "P1",
    state: "open",
    openedAt: ago(seconds),
    sectorId: "SU1",
    placeText: null,
    place: null,
    cameraId: null,
    takenUp: null,
    units: [],
    ...more,
  }) as never;
const report = (reportId: string, seconds: number, more: Partial<QueueRow> = {}): QueueRow =>
  ({
    reportId,
    danger: true,
    state: "waiting",
    takenBy: null,
    receivedAt: ago(seconds),
    writtenAt: ago(seconds),
    wave: null,
    sectorId: null,
    placeText: null,
    ...more,
  }) as QueueRow;

const camera = (cameraId: string, seconds: number, more: Partial<Camera> = {}): Camera =>
  ({
    cameraId,
    sectorId: "SU1",
    state: "in_service",
    place: { lat: 31.9, lon: 5.3 },
    directionDeg: null,
    connection: { state: "lost", since: ago(seconds), cause: null, takenUp: null, recording: null, clockOffsetMs: null },
    ...more,
  }) as Camera;

const lines = [
  { number: "17", priority: 1, ladder: FIRST_LADDER },
  { number: "104", priority: 2, ladder: FIRST_LADDER },
] as LineShown[];
const room = (more: Partial<Sources>): Sources => ({
  units: [],
  calls: [],
  lines,
  interventions: [],
  reports: [],
  cameras: [],
  faults: [],
  shift: null,
  cases: [],
  userId: "me",
  covers: ["SU1"],
  callPart: "phone" as const,
  ...more,
});
const ids = (more: Partial<Sources>, at = NOW): readonly string[] => secondsOf(alarmsOf(room(more), at));

it("alarms once for all cameras of one fault that nobody has taken, and anew for a newer one", () => {
  const fault = (cameraId: string, seconds: number, more: Partial<CameraFaultRow> = {}): CameraFaultRow => ({
    cameraId,
    fault: "lost",
    since: ago(seconds + 4),
    raisedAt: ago(seconds),
    cause: "camera_unreachable",
    isGone: false,
    clearedAt: null,
    takenUp: null,
    ...more,
  });
  const taken = fault("t", 500, { takenUp: { by: "تقني", at: ago(9) } });
  const faults = [taken, fault("a", 90), fault("b", 60), fault("c", 50, { isGone: true }), fault("d", 40, { fault: "not_recorded" })];
  const alarms = alarmsOf(room({ faults }), NOW);
  expect(alarms.map(({ kind, since, row }) => [kind, (NOW - since) / 1000, row])).toMatchObject([
    ["fault", 94, { fault: "lost", rows: [{ cameraId: "a" }, { cameraId: "b" }] }],
    ["fault", 44, { fault: "not_recorded", rows: [{ cameraId: "d" }] }],
  ]);
  const newer = alarmsOf(room({ faults: [...faults, fault("e", 5)] }), NOW);
  expect(newer[0]?.id).not.toBe(alarms[0]?.id);
  expect(newer[1]?.id).toBe(alarms[1]?.id);
  expect(ids({ faults: [taken] })).toEqual([]);
});

it("alarms of a shift past its end until it is handed over, of its own sectors", () => {
  const shift = (minutes: number, kind = "running", sectorId = "SU1") =>
    ({ shiftId: "s", name: "الليلية", sectorId, kind, to: ago(minutes * 60) }) as never;
  const kinds = (one: never) => alarmsOf(room({ shift: one }), NOW).map(({ kind }) => kind);
  const late = OVERDUE_MS / 60_000;
  expect([kinds(shift(late)), kinds(shift(late, "handing_over")), kinds(shift(late - 1))]).toEqual([["shift"], ["shift"], []]);
  expect([kinds(shift(late, "handed_over")), kinds(shift(late, "planned")), kinds(shift(late, "running", "SU9"))]).toEqual([[], [], []]);
});

describe("what is an alarm at a desk", () => {
  it("is a caller in danger whom nobody takes: after 5 s at a free telephone, after 10 s at each desk that answers, after 20 s at a supervisor's", () => {
    const calls = [call("new", 4), call("old", 6), call("late", 11), call("older", 21)];
    expect(ids({ calls })).toEqual(["call.older", "call.late", "call.old"]);
    expect(ids({ calls, callPart: "desk" })).toEqual(["call.older", "call.late"]);
    expect(ids({ calls, callPart: "chief" })).toEqual(["call.older"]);
    expect(ids({ calls, callPart: null })).toEqual([]);
  });

  it("is no caller of another line, none who rings at this desk, and none who has hung up; a telephone that stays silent rings for nobody", () => {
    const calls = [
      call("a", 60, { line: "104" }),
      call("b", 60, { state: "offered", offeredTo: "me" }),
      call("c", 60, { callBack: "waiting" }),
    ];
    expect(ids({ calls, callPart: "chief" })).toEqual([]);
    expect(ids({ calls })).toEqual(["call.b"]);
    expect(ids({ calls: [call("d", 60, { state: "offered", offeredTo: "other" })] })).toEqual(["call.d"]);
  });

  it("is an immediate intervention of one's own sectors to which nobody was sent for ten seconds", () => {
    const late = UNSENT_MS / 1000;
    const interventions = [
      row("late", late),
      row("new", late - 1),
      row("calm", late, { priority: "P2" }),
      row("over", late, { state: "closed" }),
      row("elsewhere", late, { sectorId: "SU2" }),
      row("nowhere", late, { sectorId: null }),
      row("done", late, { units: [sent("cleared", "x")] }),
    ];
    expect(ids({ interventions })).toEqual(["intervention.late", "intervention.nowhere"]);
  });

  it("is a report of danger that waits, read or not; a wave is one", () => {
    const wave = { waveId: "w", firstAt: ago(90), waiting: 12 } as QueueRow["wave"];
    const reports = [report("1", 5), report("2", 5, { danger: false }), report("3", 5, { state: "closed" }), report("4", 9, { wave })];
    expect(ids({ reports })).toEqual(["report.w", "report.1"]);
  });

  it("is a report of danger that came late too, since its author sent it", () => {
    const [late, soon] = [report("1", 5, { writtenAt: ago(14 * 3600) }), report("2", 5, { writtenAt: ago(60) })];
    const alarms = alarmsOf(room({ reports: [late, soon] }), NOW);
    expect(alarms.map(({ id, since }) => [id, (NOW - since) / 1000])).toEqual([
      ["report.1", 14 * 3600],
      ["report.2", 5],
    ]);
    expect([isLateReport(late), isLateReport(soon)]).toEqual([true, false]);
  });

  it("is a camera that is lost for longer than its limit on an open case: its own, else the first that the card offers", () => {
    const late = LOST_MS / 1000;
    const there = { lat: 31.95, lon: 5.33 };
    const near = { lat: 31.951, lon: 5.33 };
    const cameras = [
      camera("own", late + 5, { place: { lat: 40, lon: 5 } }),
      camera("nearest", late, { place: there }),
      camera("second", late, { place: near }),
      camera("new", late - 1),
      camera("out", late, { state: "out_of_service" }),
      camera("elsewhere", late, { sectorId: "SU2" }),
    ];
    const cases = [
      row("1", 90, { cameraId: "own" }),
      row("2", 90, { place: there, priority: "P3" }),
      row("3", 20, { place: there, priority: "P1" }),
      row("4", 90, { cameraId: "new" }),
      row("5", 90, { cameraId: "out" }),
      row("6", 90, { cameraId: "elsewhere" }),
      row("7", 90, { place: { lat: 30, lon: 5 } }),
      row("8", 90, { cameraId: "second", state: "closed" }),
    ];
    const alarms = alarmsOf(room({ cameras, cases }), NOW);
    expect(alarms.map(({ row }) => row)).toMatchObject([
      { camera: { cameraId: "own" }, intervention: { interventionId: "1" } },
      { camera: { cameraId: "nearest" }, intervention: { interventionId: "3" } },
    ]);
    expect(alarms.map(({ since }) => (NOW - since) / 1000)).toEqual([late + 5, late]);
    // One that runs is nearer: the case is seen.
    const runs = camera("runs", 90, {
      place: there,
      connection: { state: "live", since: ago(90), cause: null, takenUp: null, recording: null, clockOffsetMs: null },
    });
    expect(ids({ cameras: [runs, camera("second", 90, { place: near })], cases: [row("2", 90, { place: there })] })).toEqual([]);
    const takenUp = { by: "حداد", at: ago(1) };
    const taken = camera("own", 90, {
      connection: { state: "lost", since: ago(90), cause: null, takenUp, recording: null, clockOffsetMs: null },
    });
    expect(alarmsOf(room({ cameras: [taken], cases: [row("1", 90, { cameraId: "own" })] }), NOW)).toMatchObject([{ takenBy: "حداد" }]);
  });

  it("is what waited before a clock was set back by an hour: its moment is still to come", () => {
    const later = -3_600;
    const calls = [call("a", later)];
    const interventions = [row("i", later)];
    const cameras = [camera("c", later)];
    expect(ids({ calls, interventions, cameras, cases: [row("1", later, { cameraId: "c" })] })).toEqual([
      "call.a",
      "intervention.i",
      `camera.c.${NOW + 3_600_000}`,
    ]);
    // A page that differs from the room by a second hides none, and tells none before its time.
    expect(ids({ calls: [call("a", -1)] })).toEqual([]);
  });

  it("says who has taken it", () => {
    const taken = alarmsOf(
      room({
        units: [unit("214", 30, "حداد")],
        calls: [call("a", 30, { state: "talking", takenBy: { userId: "b", name: "بن علي" } })],
        interventions: [row("i", 30, { units: [sent("assigned", "حداد")] })],
        reports: [report("r", 30, { state: "taken", takenBy: { userId: "b", name: "بن علي" } })],
      }),
      NOW,
    );
    expect(taken.map(({ kind, takenBy }) => [kind, takenBy])).toEqual([
      ["distress", "حداد"],
      ["call", "بن علي"],
      ["intervention", "حداد"],
      ["report", "بن علي"],
    ]);
  });
});

const anyRoom = fc
  .record({
    units: fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.boolean())),
    calls: fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.boolean())),
    rows: fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.boolean())),
    reports: fc.array(fc.tuple(fc.nat(9), fc.nat(99), fc.boolean())),
  })
  .map(({ units, calls, rows, reports }) => {
    const one = <T>(all: readonly [number, number, boolean][], make: (id: string, seconds: number, taken: boolean) => T): T[] => [
      ...new Map(all.map(([id, seconds, taken]) => [id, make(String(id), seconds, taken)])).values(),
    ];
    const takenBy = { userId: "b", name: "B" };
    return room({
      units: one(units, (id, seconds, taken) => unit(id, seconds, taken ? "B" : null)),
      calls: one(calls, (id, seconds, taken) => call(id, seconds, taken ? { state: "talking", takenBy } : {})),
      interventions: one(rows, (id, seconds, taken) => row(id, seconds, taken ? { units: [sent("assigned", "B")] } : {})),
      reports: one(reports, (id, seconds, taken) => report(id, seconds, taken ? { state: "taken", takenBy } : {})),
    });
  });

describe("the line", () => {
  it("never shows an alarm before one that is more urgent or waits longer, and none before one that nobody has taken", () => {
    fc.assert(
      fc.property(anyRoom, (sources) => {
        const all = alarmsOf(sources, NOW);
        for (const [nth, alarm] of all.entries()) {
          const next = all[nth + 1];
          if (next === undefined) continue;
          if (alarm.takenBy !== null) expect(next.takenBy).not.toBeNull();
          if ((alarm.takenBy === null) !== (next.takenBy === null)) continue;
          const [own, other] = [alarm, next].map(({ kind }) => ALARM_KINDS.indexOf(kind)) as [number, number];
          expect(own).toBeLessThanOrEqual(other);
          if (own === other) expect(alarm.since).toBeLessThanOrEqual(next.since);
        }
      }),
    );
  });

  it("shows every alarm that nobody has taken, whatever this desk has shown before", () => {
    fc.assert(
      fc.property(fc.array(anyRoom, { maxLength: 6 }), anyRoom, (before, last) => {
        const memory = before.reduce((held, sources, nth) => remember(held, alarmsOf(sources, NOW), NOW + nth), NOTHING_SHOWN);
        const all = alarmsOf(last, NOW);
        const open = secondsOf(all.filter(({ takenBy }) => takenBy === null));
        expect(secondsOf(shownOf(memory, all, NOW + 9)).filter((id) => open.includes(id))).toEqual(open);
      }),
    );
  });

  it("says for ten seconds who has taken what stood here, and of a call for help until it is ended", () => {
    const waiting = alarmsOf(room({ reports: [report("r", 9)], units: [unit("214", 9)] }), NOW);
    const takenBy = { userId: "b", name: "B" };
    const taken = alarmsOf(room({ reports: [report("r", 9, { state: "taken", takenBy })], units: [unit("214", 9, "B")] }), NOW);
    const before = remember(NOTHING_SHOWN, waiting, NOW);
    const after = remember(before, taken, NOW);
    const shown = (at: number) => shownOf(remember(after, taken, at), taken, at).map(({ kind }) => kind);
    expect(shownOf(before, taken, NOW)).toHaveLength(2);
    expect(shown(NOW + TAKEN_SHOWN_MS - 1)).toEqual(["distress", "report"]);
    expect(shown(NOW + TAKEN_SHOWN_MS)).toEqual(["distress"]);
    // A desk that never showed it is not told who has it.
    expect(shownOf(NOTHING_SHOWN, taken, NOW).map(({ kind }) => kind)).toEqual(["distress"]);
    expect(remember(after, taken, NOW + 1)).toBe(after);
  });

  it("stands at every desk until a person takes it: an immediate intervention is taken for its wait, and again for the next one", () => {
    const takenUp = { by: "حداد", at: ago(20) };
    const taken = alarmsOf(room({ interventions: [row("i", 30, { takenUp })] }), NOW);
    expect(taken.map(({ takenBy }) => takenBy)).toEqual(["حداد"]);
    expect(shownOf(NOTHING_SHOWN, taken, NOW)).toEqual([]);
    // The unit that was sent then went away: nobody has taken that.
    const gone = { ...sent("refused", "حداد"), endedAt: ago(15) };
    const again = alarmsOf(room({ interventions: [row("i", 30, { takenUp, units: [gone] })] }), NOW);
    expect(again.map(({ takenBy }) => takenBy)).toEqual([null]);
  });
});
