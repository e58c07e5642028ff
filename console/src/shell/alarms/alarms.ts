import type { Camera, CameraFaultRow } from "@amaliyat/contract/cameras";
import type { CallRow, LineShown } from "@amaliyat/contract/calls";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { QueueRow } from "@amaliyat/contract/reports";
import type { Shift } from "@amaliyat/contract/shifts";
import { CAMERA_FAULTS } from "@amaliyat/domain/cameras";
import { LATE_CALL_MS } from "@amaliyat/domain/dispatch";
import { isOverdue } from "@amaliyat/domain/shifts";
import { activeUnits, takenUpSince, withoutUnitSince } from "../../facts/index.ts";
import { waits } from "../../calls/index.ts";
import { lostCameras, type LostCamera } from "./lost-cameras.ts";
import { distressOf, type Distress } from "./distress-state.ts";
import { waitedMs } from "./waited.ts";

/** Kinds of alarm, the most urgent first. */
export const ALARM_KINDS = ["distress", "call", "intervention", "report", "camera", "fault", "shift"] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

type Of<Kind extends AlarmKind, Row> = {
  readonly kind: Kind;
  /** Names this alarm, and not a later one of the same thing. */
  readonly id: string;
  /** In ms since the epoch. */
  readonly since: number;
  readonly sectorId: string | null;
  readonly placeText: string | null;
  /** The name of the person who has taken it; null while nobody has. */
  readonly takenBy: string | null;
  readonly row: Row;
};

/** Faults of one kind that nobody has taken, oldest first: a switch that fails takes thirty cameras, and is one alarm. */
export type FaultGroup = { readonly fault: CameraFaultRow["fault"]; readonly rows: readonly CameraFaultRow[] };

/** One thing that needs a person at once. */
export type Alarm =
  | Of<"distress", Distress>
  | Of<"call", CallRow>
  | Of<"intervention", InterventionRow>
  | Of<"report", QueueRow>
  | Of<"camera", LostCamera>
  | Of<"fault", FaultGroup>
  | Of<"shift", Shift>;

/** Part of this desk in a waiting call: its free telephone, a telephone it could free, or knowledge of it as a supervisor. */
export type CallPart = "phone" | "desk" | "chief" | null;
const STEP = { phone: "desksMs", desk: "soundMs", chief: "chiefMs" } as const;

export type Sources = {
  readonly units: readonly Unit[];
  readonly calls: readonly CallRow[];
  readonly lines: readonly LineShown[];
  readonly interventions: readonly InterventionRow[];
  readonly reports: readonly QueueRow[];
  readonly cameras: readonly Camera[];
  /** Standing faults of cameras, for a technician. */
  readonly faults: readonly CameraFaultRow[];
  /** Open interventions whose cameras this desk looks after. */
  readonly cases: readonly InterventionRow[];
  /** The shift that runs for the person at this desk, if it is one who may hand it over. */
  readonly shift: Shift | null;
  readonly userId: string;
  /** Sectors of the person at this desk. */
  readonly covers: readonly string[];
  readonly callPart: CallPart;
};

/** For so long an immediate intervention may stand without a unit before it is an alarm, ms: most are sent one at once. */
export const UNSENT_MS = 10_000;

const distressAlarms = ({ units }: Sources): Alarm[] =>
  distressOf(units).map((row) => ({
    kind: "distress",
    id: `distress.${row.unitId}.${row.since}`,
    since: row.since,
    sectorId: row.sectorId,
    placeText: null,
    takenBy: row.takenUpBy,
    row,
  }));

/** Callers in danger. A call that rings at this desk is no alarm here: its telephone says it. A free telephone does not ring, whatever was offered. */
function callAlarms({ calls, lines, userId, callPart }: Sources, at: number): Alarm[] {
  if (callPart === null) return [];
  return calls.flatMap((row): Alarm[] => {
    const line = lines.find(({ number, priority }) => number === row.line && priority === 1);
    if (line === undefined) return [];
    const after = line.ladder[STEP[callPart]];
    const since = Date.parse(row.since);
    const waiting =
      waits(row) && row.callBack === null && (callPart === "phone" || row.offeredTo !== userId) && waitedMs(since, at) >= after;
    const takenBy = row.state === "talking" ? (row.takenBy?.name ?? null) : null;
    if (!waiting && takenBy === null) return [];
    return [{ kind: "call", id: `call.${row.callId}`, since, sectorId: row.sectorId, placeText: row.placeText, takenBy, row }];
  });
}

/** Immediate interventions to which nobody is sent, of the sectors of this desk: until a unit is, or a person has taken the alarm. */
const interventionAlarms = ({ interventions, covers }: Sources, at: number): Alarm[] =>
  interventions.flatMap((row): Alarm[] => {
    const { interventionId, sectorId, placeText, priority, openedAt } = row;
    if (priority !== "P1" || row.state !== "open" || (sectorId !== null && !covers.includes(sectorId))) return [];
    const unsent = withoutUnitSince(row);
    const takenBy = unsent === null ? (activeUnits(row).at(-1)?.assignedBy ?? null) : takenUpSince(row, unsent);
    if (unsent === null ? takenBy === null : waitedMs(unsent, at) < UNSENT_MS) return [];
    const since = unsent ?? Date.parse(openedAt);
    return [{ kind: "intervention", id: `intervention.${interventionId}`, since, sectorId, placeText, takenBy, row }];
  });

/** Its phone could not send it for so long that it stands under its author's time, and as late. */
export const isLateReport = ({ wave, writtenAt, receivedAt }: QueueRow): boolean =>
  wave === null && Date.parse(receivedAt) - Date.parse(writtenAt) > LATE_CALL_MS;

/** Reports of danger that nobody has taken. A wave is one alarm. */
const reportAlarms = ({ reports }: Sources): Alarm[] =>
  reports.flatMap((row): Alarm[] => {
    const { reportId, wave, sectorId, placeText, state, danger } = row;
    const takenBy = state === "taken" ? (row.takenBy?.name ?? null) : null;
    if (!danger || (state !== "waiting" && takenBy === null)) return [];
    const since = Date.parse(wave?.firstAt ?? (isLateReport(row) ? row.writtenAt : row.receivedAt));
    return [{ kind: "report", id: `report.${wave?.waveId ?? reportId}`, since, sectorId, placeText, takenBy, row }];
  });

/** Cameras of one's own sectors that are lost on an open case. */
const cameraAlarms = ({ cameras, cases, covers }: Sources, at: number): Alarm[] =>
  lostCameras(cameras, cases, at).flatMap((row): Alarm[] => {
    const { cameraId, sectorId, connection } = row.camera;
    if (!covers.includes(sectorId)) return [];
    const [since, takenBy] = [Date.parse(connection.since), connection.takenUp?.by ?? null];
    return [{ kind: "camera", id: `camera.${cameraId}.${since}`, since, sectorId, placeText: null, takenBy, row }];
  });

/** Faults of cameras that nobody has taken and that are there now, by their kind. A newer one of a kind is told anew. */
const faultAlarms = ({ faults }: Sources): Alarm[] =>
  CAMERA_FAULTS.flatMap((fault): Alarm[] => {
    const rows = faults.filter((row) => row.fault === fault && row.takenUp === null && !row.isGone);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return [];
    const since = Date.parse(first.since);
    return [
      { kind: "fault", id: `fault.${fault}.${last.raisedAt}`, since, sectorId: null, placeText: null, takenBy: null, row: { fault, rows } },
    ];
  });

/** A hand-over takes its minutes: a shift that nobody handed over is an alarm so long after its end, ms. */
export const OVERDUE_MS = 10 * 60_000;

/** A shift past its end that nobody has handed over: until its log is signed, and another chief signs for it. */
function shiftAlarms({ shift, covers }: Sources, at: number): Alarm[] {
  if (shift === null || !covers.includes(shift.sectorId)) return [];
  const since = Date.parse(shift.to);
  if (!isOverdue({ kind: shift.kind, to: since }, at) || waitedMs(since, at) < OVERDUE_MS) return [];
  return [{ kind: "shift", id: `shift.${shift.shiftId}`, since, sectorId: shift.sectorId, placeText: null, takenBy: null, row: shift }];
}

/** All alarms of this desk at a moment, and those already taken; in the order of the alarm line. */
export function alarmsOf(sources: Sources, at: number): readonly Alarm[] {
  const urgent = [...distressAlarms(sources), ...callAlarms(sources, at), ...interventionAlarms(sources, at), ...reportAlarms(sources)];
  const all = [...urgent, ...cameraAlarms(sources, at), ...faultAlarms(sources), ...shiftAlarms(sources, at)];
  return all.toSorted(inOrder);
}

/** Sorts alarms: those that nobody has taken first, then by kind, then by the longest wait. */
function inOrder(a: Alarm, b: Alarm): number {
  return (
    Number(a.takenBy !== null) - Number(b.takenBy !== null) ||
    ALARM_KINDS.indexOf(a.kind) - ALARM_KINDS.indexOf(b.kind) ||
    a.since - b.since ||
    (a.id < b.id ? -1 : 1)
  );
}
