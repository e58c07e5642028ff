import type { CamerasHealth, PhaseHealth } from "@amaliyat/contract/cameras";
import { upShare } from "@amaliyat/domain/cameras";
import type { Tx } from "../../platform/database/index.ts";
import { asRoom } from "../../platform/database/index.ts";
import {
  camerasOfPhases,
  downSince,
  endedFaults,
  recorderSeenAt,
  standingFaults,
  type DownSpan,
  type PhaseCamera,
} from "./faults-queries.ts";

const DAY_MS = 86_400_000;
const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
/** Faults that ended: nobody reads farther on the board. */
const ENDED = 200;

/** Share of a span for which the cameras in service gave a picture that was recorded, each since it serves; null if none served. */
function upOf(cameras: readonly PhaseCamera[], down: ReadonlyMap<string, readonly DownSpan[]>, at: number, spanMs: number): number | null {
  let [served, up] = [0, 0];
  for (const { camera_id, serving_since } of cameras) {
    const span = { from: Math.max(at - spanMs, serving_since.getTime()), to: at };
    const length = Math.max(0, span.to - span.from);
    const spans = (down.get(camera_id) ?? []).map(({ from, to }) => ({ from: from.getTime(), to: to?.getTime() ?? at }));
    served += length;
    up += length * upShare(span, spans);
  }
  return served === 0 ? null : up / served;
}

function phaseOf(
  phase: number | null,
  cameras: readonly PhaseCamera[],
  down: ReadonlyMap<string, readonly DownSpan[]>,
  at: number,
): PhaseHealth {
  const count = (kind: PhaseCamera["kind"]): number => cameras.filter((camera) => camera.kind === kind).length;
  const serving = cameras.filter(({ kind }) => kind === "in_service");
  const up = (spanMs: number): number | null => upOf(serving, down, at, spanMs);
  return {
    phase,
    planned: count("planned"),
    installed: count("installed"),
    inService: serving.length,
    outOfService: count("out_of_service"),
    live: serving.filter(({ is_live }) => is_live).length,
    recorded: serving.filter(({ is_recorded }) => is_recorded).length,
    up: { day: up(SPANS.day), week: up(SPANS.week), month: up(SPANS.month) },
  };
}

/** State of all cameras of the caller's sectors. */
export async function healthBoard(tx: Tx, at: number): Promise<CamerasHealth> {
  const cameras = await camerasOfPhases(tx);
  const down = Map.groupBy(await downSince(tx, new Date(at - SPANS.month)), ({ camera_id }) => camera_id);
  const byPhase = [...Map.groupBy(cameras, ({ phase }) => phase)].toSorted(([a], [b]) => (a ?? Infinity) - (b ?? Infinity));
  const seenAt = await asRoom(tx, recorderSeenAt);
  return {
    standing: await standingFaults(tx),
    ended: await endedFaults(tx, ENDED),
    phases: byPhase.map(([phase, ofPhase]) => phaseOf(phase, ofPhase, down, at)),
    recorderSeenAt: seenAt?.toISOString() ?? null,
  };
}
