import { dispatch, type Duty } from "@amaliyat/contract/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { setTimeout as sleep } from "node:timers/promises";
import { signIn, type Client } from "../api/client.ts";
import { along, lengthM } from "./drive.ts";

export type PatrolOptions = {
  readonly base: string;
  readonly username: string;
  readonly password: string;
  readonly start: Point;
  /** The way on the streets from one point to another, both included. */
  readonly way: (from: Point, to: Point) => readonly Point[];
  /** Metres per second. */
  readonly speed: number;
  /** Time before it accepts, and time on scene, ms. */
  readonly acceptAfterMs: number;
  readonly sceneMs: number;
  readonly log: (line: string) => void;
};

const POSITION_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 1_000;

type Ordered = Duty["assignments"][number];

/** Sleeps, unless ended; true if it slept to the end. */
const pause = (ms: number, signal: AbortSignal): Promise<boolean> => sleep(ms, true, { signal }).catch(() => false);

/**
 * One patrol: signs in with its phone, reports its place, takes its orders, drives there on the streets, stays a while and clears. Changes
 * made meanwhile by radio (a withdrawal, a stamp) are found at its next look, and it goes on from there.
 */
export async function runPatrol(options: PatrolOptions, signal: AbortSignal): Promise<void> {
  const { log } = options;
  let place = options.start;
  let headingDeg = 0;
  let current: Ordered | null = null;
  const client: Client = await signIn(options.base, options.username, options.password);

  const report = async (): Promise<void> => {
    const at = new Date().toISOString();
    await client.ask(dispatch.report, { body: { positions: [{ ...place, headingDeg, at }] } });
  };
  const reporting = (async () => {
    do await report();
    while (await pause(POSITION_EVERY_MS, signal));
  })();

  const look = async (): Promise<Ordered | null> => {
    const duty = await client.ask(dispatch.duty, {});
    return duty.ok ? (duty.value?.assignments[0] ?? null) : current;
  };
  /** True while the order still stands as we know it. */
  const stands = async (order: Ordered): Promise<boolean> => (await look())?.assignmentId === order.assignmentId;
  const stamp = async (order: Ordered, status: "accepted" | "en_route" | "on_scene" | "cleared"): Promise<void> => {
    const told = await client.ask(dispatch.stamp, { params: { assignmentId: order.assignmentId }, body: { status } });
    log(`${options.username}: ${order.reference} ${status}${told.ok ? "" : ` refused (${told.error.code})`}`);
  };

  const drive = async (order: Ordered, to: Point): Promise<boolean> => {
    const way = options.way(place, to);
    const started = Date.now();
    const length = lengthM(way);
    for (let metres = 0; metres < length;) {
      if (!(await pause(LOOK_EVERY_MS / 2, signal)) || !(await stands(order))) return false;
      metres = ((Date.now() - started) / 1000) * options.speed;
      ({ place, headingDeg } = along(way, metres));
    }
    return true;
  };

  const serve = async (order: Ordered): Promise<void> => {
    if (order.state === "assigned") {
      if (!(await pause(options.acceptAfterMs, signal)) || !(await stands(order))) return;
      await stamp(order, "accepted");
      await pause(options.acceptAfterMs / 2, signal);
    }
    if (order.state === "assigned" || order.state === "accepted") await stamp(order, "en_route");
    if (order.state !== "on_scene") {
      if (order.place !== null && !(await drive(order, order.place))) return;
      await stamp(order, "on_scene");
      await report();
    }
    if ((await pause(options.sceneMs, signal)) && (await stands(order))) await stamp(order, "cleared");
  };

  while (!signal.aborted) {
    current = await look();
    if (current !== null) await serve(current);
    await pause(LOOK_EVERY_MS, signal);
  }
  await reporting;
}
