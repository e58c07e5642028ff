import { dispatch, type Duty } from "@amaliyat/contract/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { along, lengthM } from "../patrols/drive.ts";
import { toPoint } from "../town/projection.ts";
import { wayBetween } from "../town/index.ts";
import type { Crew } from "./script.ts";
import type { Person } from "./steady.ts";

const REPORT_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 500;
/** Metres per second, and seconds that a crew reads an order and stays on scene, in the time of the script. */
const SPEED = 14;
const READ_S = 10;
const SCENE_S = 60;

type Order = Duty["assignments"][number];

/** Sleeps, unless ended; true if it slept to the end. */
const pause = (ms: number, signal: AbortSignal): Promise<boolean> => sleep(ms, true, { signal }).catch(() => false);

/** A crew of the script: takes its orders, drives to them on the streets and says with what outcome it is free again. */
export async function runCrew(crew: Crew, phone: Person, pace: number, signal: AbortSignal): Promise<void> {
  let place = toPoint(crew.start);
  let headingDeg = 0;
  let isFirst = true;
  const stretch = (seconds: number): number => (seconds * 1000) / pace;
  const report = () => phone.ask(dispatch.report, { body: { positions: [{ ...place, headingDeg, at: new Date().toISOString() }] } });
  const reporting = (async () => {
    do await report();
    while (await pause(REPORT_EVERY_MS, signal));
  })();
  const look = async (): Promise<Order | null> => (await phone.must(dispatch.duty, {}))?.assignments[0] ?? null;
  const stamp = (order: Order, status: "accepted" | "en_route" | "on_scene") =>
    phone.ask(dispatch.stamp, { params: { assignmentId: order.assignmentId }, body: { status } });

  const drive = async (to: Point): Promise<void> => {
    const way = wayBetween(place, to);
    const started = Date.now();
    for (let metres = 0; metres < lengthM(way) && (await pause(LOOK_EVERY_MS / 2, signal));) {
      metres = ((Date.now() - started) / 1000) * SPEED * pace;
      ({ place, headingDeg } = along(way, metres));
    }
  };

  const serve = async (order: Order): Promise<void> => {
    const { assignmentId } = order;
    await pause(stretch(READ_S), signal);
    if (isFirst && crew.first === "refuses") {
      isFirst = false;
      await phone.ask(dispatch.stamp, { params: { assignmentId }, body: { status: "refused", reason: "عطل في المحرك" } });
      return;
    }
    await stamp(order, "accepted");
    await stamp(order, "en_route");
    if (order.place !== null) await drive(order.place);
    await stamp(order, "on_scene");
    await report();
    if (isFirst && crew.first === "calls_for_help")
      await phone.ask(dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place } });
    isFirst = false;
    await pause(stretch(SCENE_S), signal);
    // A case that became graver meanwhile is not closed before its crew has read that.
    const now = (await phone.must(dispatch.duty, {}))?.assignments.find((each) => each.assignmentId === assignmentId);
    const { interventionId, toldSeq: seq, readSeq } = now ?? order;
    if (seq > readSeq) await phone.ask(dispatch.readDanger, { params: { assignmentId }, body: { seq, interventionId } });
    // An assignment withdrawn or closed by radio meanwhile is refused here. The next look finds the current state.
    await phone.ask(dispatch.finish, { params: { assignmentId }, body: { disposition: crew.ends, outcome: "سُوّي الوضع في المكان" } });
  };

  while (!signal.aborted) {
    const order = await look();
    if (order !== null) await serve(order);
    await pause(LOOK_EVERY_MS, signal);
  }
  await reporting;
}
