import { cameras, type Camera, type CameraFaultRow } from "@amaliyat/contract/cameras";
import { calls, type CallRow, type LineShown } from "@amaliyat/contract/calls";
import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { reports, type QueueRow } from "@amaliyat/contract/reports";
import { shifts } from "@amaliyat/contract/shifts";
import { useNow } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { cameraHealth, cameraList, openInterventions, unitList } from "../../facts/index.ts";
import { reportQueue } from "../../reports/index.ts";
import { useMay, useSession } from "../../session/index.ts";
import { createPersonStore, useStore } from "../../store/index.ts";
import { freePhone, lineList, openCalls } from "../../calls/index.ts";
import { mine } from "../../shifts/index.ts";
import { alarmsOf, type Alarm, type CallPart } from "./alarms.ts";
import { NOTHING_SHOWN, remember, shownOf } from "./memory.ts";

const noUnits: readonly Unit[] = [];
const noCalls: readonly CallRow[] = [];
const noLines: readonly LineShown[] = [];
const noRows: readonly InterventionRow[] = [];
const noCameras: readonly Camera[] = [];
const noFaults: readonly CameraFaultRow[] = [];
const noReports: readonly QueueRow[] = [];

const memory = createPersonStore(NOTHING_SHOWN);

/** Part of this desk in waiting calls. */
function useCallPart(): CallPart {
  const isFree = useStore(freePhone);
  const isChief = useSession().user.role === "supervisor";
  const mayAnswer = useMay(calls.ready);
  if (isFree) return "phone";
  if (isChief) return "chief";
  return mayAnswer ? "desk" : null;
}

/** Alarms of this desk with those that were taken, and what its line shows of them. */
export type Alarms = { readonly all: readonly Alarm[]; readonly shown: readonly Alarm[]; readonly callPart: CallPart };

/** All alarms of this desk, and those that its line shows; read from the lists that are held, so that a reload forgets none. */
export function useAlarms(locked: boolean): Alarms {
  const { user, covers } = useSession();
  const now = useNow();
  const callPart = useCallPart();
  const units = useQuery({ ...unitList, enabled: useMay(dispatch.distress) }).data ?? noUnits;
  const mayCalls = useMay(calls.list);
  const open = useQuery({ ...openCalls, enabled: mayCalls }).data ?? noCalls;
  const lines = useQuery({ ...lineList, enabled: mayCalls }).data ?? noLines;
  const mayAssign = useMay(dispatch.assign);
  const mayTakeLoss = useMay(cameras.takeLoss);
  const rows = useQuery({ ...openInterventions, enabled: mayAssign || mayTakeLoss }).data ?? noRows;
  const known = useQuery({ ...cameraList, enabled: mayTakeLoss }).data ?? noCameras;
  // A supervisor sees them on the board; the alarm is for who mends.
  const faults = useQuery({ ...cameraHealth, enabled: useMay(cameras.change) }).data?.standing ?? noFaults;
  const queue = useQuery({ ...reportQueue, enabled: useMay(reports.queue) }).data ?? noReports;
  const maySign = useMay(shifts.signOut);
  const running = useQuery({ ...mine, enabled: maySign }).data?.shift ?? null;
  // The room tells a locked page of calls and units alone: what else the page holds may be over.
  const told = locked
    ? { interventions: noRows, reports: noReports, cases: noRows, cameras: noCameras, faults: noFaults, shift: null }
    : {
        interventions: mayAssign ? rows : noRows,
        reports: queue,
        cases: mayTakeLoss ? rows : noRows,
        cameras: known,
        faults,
        shift: maySign ? running : null,
      };
  const all = alarmsOf({ ...told, units, calls: open, lines, userId: user.userId, covers, callPart }, now);
  const held = useStore(memory);
  useEffect(() => memory.set(remember(held, all, now)));
  return { all, shown: shownOf(held, all, now), callPart };
}
