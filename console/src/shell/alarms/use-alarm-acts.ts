import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Problem } from "@amaliyat/contract/route";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ask, useSending } from "../../api/index.ts";
import { callToTake } from "../../calls/index.ts";
import { positions } from "../../facts/index.ts";
import { useOpenFirst } from "../../reports/index.ts";
import { useUnitAct } from "../../room/index.ts";
import { select } from "../../selection/index.ts";
import { useSession } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import type { Alarm, AlarmKind } from "./alarms.ts";
import { isSamePress, keysOf, type Distress, type Press } from "./distress-state.ts";

/** The key that takes an alarm of each kind; F2 is bound in the bar of calls. */
export const TAKE_KEY: Readonly<Record<AlarmKind, string>> = {
  distress: "F9",
  call: "F2",
  intervention: "F10",
  report: "Shift+F8",
  camera: "Shift+F7",
  fault: "Shift+F11",
  shift: "Shift+F10",
};

export type AlarmActs = {
  /** True if the person at this desk can take it now. */
  readonly mayTake: (alarm: Alarm) => boolean;
  /** False for a crew of sectors that this person does not cover: it is seen, and its own dispatchers answer. */
  readonly isOwn: (alarm: Alarm) => boolean;
  /** The key that takes this very alarm; undefined where another of its kind comes first. */
  readonly keyOf: (alarm: Alarm) => string | undefined;
  readonly take: (alarm: Alarm) => void;
  readonly isBusy: (alarm: Alarm) => boolean;
  readonly refused: (alarm: Alarm) => Problem | null;
  readonly show: (distress: Distress) => void;
  readonly showKeyOf: (alarm: Alarm) => string | undefined;
  readonly end: (distress: Distress) => void;
  readonly endKeyOf: (alarm: Alarm) => string | undefined;
  readonly ending: Distress | undefined;
  readonly closeEnding: () => void;
};

/** Gives the acts on the alarms of a desk, with their keys. A locked screen takes up calls for help only. */
export function useAlarmActs(shown: readonly Alarm[], locked: boolean): AlarmActs {
  const navigate = useNavigate();
  const { covers } = useSession();
  const openFirst = useOpenFirst();
  const act = useUnitAct();
  const taking = useSending();
  const toTake = useStore(callToTake);
  const [asked, setAsked] = useState<string | null>(null);
  const [ending, setEnding] = useState<Press | null>(null);
  const calls = shown.flatMap(({ kind, row }) => (kind === "distress" ? [row] : []));
  const keys = keysOf(calls, covers);

  const mayTake = (alarm: Alarm): boolean => {
    if (alarm.takenBy !== null) return false;
    if (alarm.kind === "distress") return covers.includes(alarm.row.sectorId);
    if (alarm.kind === "call") return toTake?.callId === alarm.row.callId;
    return !locked;
  };
  const firstOf = (kind: AlarmKind): Alarm | undefined => shown.find((alarm) => alarm.kind === kind && mayTake(alarm));
  const take = (alarm: Alarm): void => {
    switch (alarm.kind) {
      case "distress": {
        const { unitId, seen } = alarm.row;
        setAsked(unitId);
        return void act.run(() => ask(dispatch.distress, { params: { unitId }, body: { act: "take_up", seen } }));
      }
      case "call":
        return toTake?.take();
      case "intervention": {
        const { interventionId } = alarm.row;
        const since = new Date(alarm.since).toISOString();
        setAsked(interventionId);
        void taking.send(() => ask(interventions.takeUp, { params: { interventionId }, body: { since } }));
        return void navigate({ to: "/interventions/$interventionId", params: { interventionId }, search: { begin: "assign" } });
      }
      case "camera": {
        const { camera, intervention } = alarm.row;
        setAsked(camera.cameraId);
        void taking.send(() => ask(cameras.takeLoss, { params: { cameraId: camera.cameraId } }));
        return void navigate({ to: "/interventions/$interventionId", params: { interventionId: intervention.interventionId }, search: {} });
      }
      case "fault": {
        const { fault, rows } = alarm.row;
        setAsked(alarm.id);
        void taking.send(() => ask(cameras.takeFaults, { body: { fault, cameraIds: rows.map(({ cameraId }) => cameraId) } }));
        return void navigate({ to: "/cameras", search: { view: "health" } });
      }
      case "shift":
        return void navigate({ to: "/shifts", search: { view: "log" } });
      case "report":
        return void navigate({ to: "/reports/$reportId", params: { reportId: alarm.row.reportId }, search: { begin: "take" } });
    }
  };
  const takeFirst = (kind: AlarmKind): void => {
    const first = firstOf(kind);
    if (first !== undefined) take(first);
  };
  const show = ({ unitId, place }: Distress): void => {
    if (positions.of(unitId) !== undefined) select({ kind: "unit", id: unitId });
    else if (place !== null) select({ kind: "place", point: place });
    void navigate({ to: "/room" });
  };
  const first = calls.find(({ unitId }) => unitId === keys.show);
  useShortcut("F9", () => takeFirst("distress"), { enabled: keys.takeUp !== undefined });
  useShortcut("F10", () => takeFirst("intervention"), { enabled: firstOf("intervention") !== undefined });
  useShortcut("Shift+F7", () => takeFirst("camera"), { enabled: firstOf("camera") !== undefined });
  useShortcut("Shift+F11", () => takeFirst("fault"), { enabled: firstOf("fault") !== undefined });
  useShortcut("Shift+F10", () => takeFirst("shift"), { enabled: firstOf("shift") !== undefined });
  useShortcut("Shift+F8", () => (firstOf("report") === undefined ? openFirst() : takeFirst("report")), { enabled: !locked });
  useShortcut("F8", () => first && show(first), { enabled: first !== undefined && !locked });
  useShortcut("Shift+F9", () => setEnding(calls.find(({ unitId }) => unitId === keys.end) ?? null), {
    enabled: keys.end !== undefined && !locked,
  });

  const isOf = (alarm: Alarm, unitId: string | undefined | null): boolean => alarm.kind === "distress" && alarm.row.unitId === unitId;
  const isTaken = ({ id, kind, row }: Alarm): boolean =>
    asked !== null &&
    (kind === "intervention"
      ? row.interventionId === asked
      : kind === "camera"
        ? row.camera.cameraId === asked
        : kind === "fault" && id === asked);
  return {
    mayTake,
    isOwn: ({ kind, row }) => kind !== "distress" || covers.includes(row.sectorId),
    keyOf: (alarm) => (firstOf(alarm.kind)?.id === alarm.id ? TAKE_KEY[alarm.kind] : undefined),
    take,
    isBusy: (alarm) =>
      alarm.kind === "call" ? (toTake?.busy ?? false) : (act.busy && isOf(alarm, asked)) || (taking.busy && isTaken(alarm)),
    refused: (alarm) => (isOf(alarm, asked) ? act.refused : isTaken(alarm) ? taking.refused : null),
    show,
    showKeyOf: (alarm) => (isOf(alarm, keys.show) ? "F8" : undefined),
    end: setEnding,
    endKeyOf: (alarm) => (isOf(alarm, keys.end) ? "Shift+F9" : undefined),
    ending: calls.find((call) => isSamePress(call, ending)),
    closeEnding: () => setEnding(null),
  };
}
