import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startMedia } from "./media.ts";
import type { CameraSource, GapEvent, MediaEvent, SegmentClosed } from "./model.ts";
import { LIMITS } from "./rtsp/limits.ts";
import { Peer } from "./testing/peer.ts";
import { interleaved } from "./testing/packets.ts";
import { TestCamera } from "./testing/rtsp-camera.ts";
import { until } from "./testing/until.ts";
import { CAMERAS_PER_WORKER } from "./worker/assign.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "isolation-"));
});
afterEach(() => rm(root, { recursive: true }));

/** Silent cameras of one worker: as many as wait in line for half a minute if each costs its 5 s. */
const SILENT = 96;

const sourceOf = (cameraId: string, port: number, host: string): CameraSource => ({
  cameraId,
  main: { host, port, path: "/live" },
  sub: null,
  credentials: null,
  record: true,
});

test("cameras that take connections and say nothing do not make a healthy one wait", async () => {
  await using camera = await TestCamera.start();
  await using silent = await Peer.start();
  const events: MediaEvent[] = [];
  const media = await startMedia({ root, workers: 1, now: Date.now, onEvent: (event) => events.push(event), tuning: { segmentMs: 500 } });
  const gapsOf = (cause: string): GapEvent[] =>
    events.filter((event) => event.kind === "gap").filter((event) => event.cameraId === "healthy" && event.cause === cause);
  const healthy = sourceOf("healthy", camera.port, "127.0.0.1");
  media.setCameras([healthy]);
  await until(() => events.some(({ kind }) => kind === "segment-closed"));
  media.setCameras([healthy, ...Array.from({ length: SILENT }, (_, nth) => sourceOf(`silent${nth}`, silent.port, "127.0.0.1"))]);
  await until(() => silent.sockets.length >= 8);
  camera.drop();
  await until(() => gapsOf("connection_lost").some(({ to }) => to !== null));
  await media[Symbol.asyncDispose]();
  const [gap] = gapsOf("connection_lost").filter(({ to }) => to !== null);
  // The first retry comes within a second, and a group of pictures lasts half a second. One queue of all handshakes cost 30 s.
  expect((gap?.to ?? Infinity) - (gap?.from ?? 0)).toBeLessThan(15_000);
}, 40_000);

test("the cameras of a host that takes no connection come back with the one that probes it", async () => {
  const camera = await TestCamera.start();
  const { port } = camera;
  const events: MediaEvent[] = [];
  const media = await startMedia({
    root,
    workers: 2,
    now: Date.now,
    onEvent: (event) => events.push(event),
    tuning: { retryFirstMs: 8_000 },
  });
  const names = Array.from({ length: CAMERAS_PER_WORKER + 4 }, (_, nth) => `channel${nth}`);
  const sawAll = (state: string, cause?: string): boolean =>
    names.every((name) =>
      events.some((event) => event.kind === "state" && event.cameraId === name && event.state === state && event.cause === cause),
    );
  media.setCameras(names.map((name) => sourceOf(name, port, "127.0.0.1")));
  await until(() => sawAll("live"));
  await camera[Symbol.asyncDispose]();
  await until(() => sawAll("lost", "camera_unreachable"));
  await using probed = await Peer.start(port);
  await until(() => probed.sockets.length > 0);
  // Each by its own back-off would come within the next four seconds.
  const begun = performance.now();
  await until(() => probed.sockets.length === names.length);
  // Usually 300 ms.
  expect(performance.now() - begun).toBeLessThan(3_000);
  await media[Symbol.asyncDispose]();
}, 40_000);

test("a camera that sends more than its share is cut off with a cause of its own; its neighbour loses no picture", async () => {
  await using good = await TestCamera.start();
  await using bad = await TestCamera.start();
  const events: MediaEvent[] = [];
  const media = await startMedia({ root, workers: 1, now: Date.now, onEvent: (event) => events.push(event), tuning: { segmentMs: 500 } });
  const closedOf = (cameraId: string): SegmentClosed[] =>
    events.filter((event) => event.kind === "segment-closed").filter((event) => event.cameraId === cameraId);
  media.setCameras([sourceOf("good", good.port, "127.0.0.1"), sourceOf("bad", bad.port, "127.0.0.1")]);
  await until(() => closedOf("good").length > 1 && closedOf("bad").length > 0);
  const frame = interleaved(0, Buffer.alloc(60_000, 0x41));
  for (let sent = 0; sent < LIMITS.burstBytes + LIMITS.bytesPerS; sent += frame.length) bad.inject(frame);
  await until(() => events.some((event) => event.kind === "gap" && event.cameraId === "bad" && event.cause === "camera_floods"));
  const before = closedOf("good").length;
  await until(() => closedOf("good").length > before + 2);
  await media[Symbol.asyncDispose]();
  const times = closedOf("good").slice(1, -1);
  expect(times.map(({ frames, startedAt, endedAt }) => Math.round((endedAt - startedAt) / 40) - frames)).toEqual(times.map(() => 0));
  expect(
    events.filter((event) => event.kind === "gap" && event.cameraId === "good").map((event) => event.kind === "gap" && event.cause),
  ).toEqual(["starting", "starting", "room_stopped"]);
}, 20_000);
