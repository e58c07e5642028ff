import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readIndex } from "./files/read-index.ts";
import type { LiveFrame, LiveMessage } from "./live/messages.ts";
import { startMedia, type Media, type MediaOptions } from "./media.ts";
import type { CameraSource, MediaEvent, SegmentClosed } from "./model.ts";
import { SMALL, OTHER, nameOf, namesOf } from "./testing/pictures.ts";
import { readRecording } from "./testing/read-file.ts";
import { TestCamera } from "./testing/rtsp-camera.ts";
import { until } from "./testing/until.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "media-"));
});
afterEach(() => rm(root, { recursive: true }));

const QUICK = {
  segmentMs: 1_000,
  stalledMs: 400,
  lostMs: 1_000,
  checkEveryMs: 100,
  retryFirstMs: 200,
  retryMaxMs: 400,
  subLingerMs: 100,
  healthEveryMs: 300,
};

const source = (camera: TestCamera, changes: Partial<CameraSource> = {}): CameraSource => ({
  cameraId: "cam",
  main: camera.address,
  sub: { ...camera.address, path: "/sub" },
  credentials: null,
  record: true,
  ...changes,
});

/** A room with its events. */
async function room(changes: Partial<MediaOptions> = {}): Promise<{ media: Media; events: MediaEvent[] }> {
  const events: MediaEvent[] = [];
  const media = await startMedia({ root, workers: 1, now: Date.now, onEvent: (event) => events.push(event), tuning: QUICK, ...changes });
  return { media, events };
}

const closedOf = (events: readonly MediaEvent[]): SegmentClosed[] => {
  const byPath = new Map(events.filter((event) => event.kind === "segment-closed").map((event) => [event.path, event]));
  return [...byPath.values()].toSorted((a, b) => a.startedAt - b.startedAt);
};
const gapsOf = (events: readonly MediaEvent[], cameraId = "cam"): Extract<MediaEvent, { kind: "gap" }>[] => {
  const byKey = new Map(
    events
      .filter((event) => event.kind === "gap" && event.cameraId === cameraId)
      .map((event) => [event.kind === "gap" ? event.from : 0, event]),
  );
  return [...byKey.values()].filter((event) => event.kind === "gap").toSorted((a, b) => a.from - b.from);
};
const statesOf = (events: readonly MediaEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === "state" && event.stream === "main" ? [event.cause ? `${event.state} ${event.cause}` : event.state] : [],
  );
const wasLive = (events: readonly MediaEvent[]): boolean => statesOf(events).includes("live");

const framesOf = (got: readonly LiveMessage[]): LiveFrame[] => got.filter((message) => message.kind === "frame");

/** Segments and gaps together leave no moment out, from the first gap on. */
function expectNoHole(events: readonly MediaEvent[]): void {
  const spans = [
    ...closedOf(events).map(({ startedAt, endedAt }) => [startedAt, endedAt] as const),
    ...gapsOf(events).map(({ from, to }) => [from, to ?? Infinity] as const),
  ];
  let at = gapsOf(events)[0]?.from ?? 0;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    expect(from).toBeLessThanOrEqual(at + 1);
    at = Math.max(at, to);
  }
  expect(at).toBe(Infinity);
}

describe("recording", () => {
  test("every picture sent is in the files, and every file plays", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room();
    media.setCameras([source(camera)]);
    await until(() => closedOf(events).length >= 3);
    await media[Symbol.asyncDispose]();
    const stored = closedOf(events).flatMap(({ path, frames }) => {
      const recording = readRecording(join(root, path));
      expect(recording.key).toBe(true);
      expect(recording.pictures).toHaveLength(frames);
      return recording.pictures.map(nameOf);
    });
    expect(stored).toEqual(namesOf(Array.from({ length: stored.length }, (_, i) => SMALL[i % 48] ?? [])));
    expect(stored.length).toBeGreaterThan(camera.sent - 25);
    expect(gapsOf(events).map(({ cause }) => cause)).toEqual(["starting", "room_stopped"]);
    expectNoHole(events);
    expect(events.filter((event) => event.kind === "clock")).toHaveLength(1);
    expect(events.some((event) => event.kind === "worker" && event.cameras === 1)).toBe(true);
  });

  test("a camera that comes and goes leaves gaps with a cause, and is back within two seconds", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room();
    media.setCameras([source(camera)]);
    await until(() => closedOf(events).length >= 1);
    camera.drop();
    await until(() => gapsOf(events).some(({ cause, to }) => cause === "connection_lost" && to !== null));
    camera.frozen = true;
    await until(() => statesOf(events).includes("lost camera_stalled"));
    camera.frozen = false;
    await until(() => gapsOf(events).some(({ cause, to }) => cause === "camera_stalled" && to !== null));
    await media[Symbol.asyncDispose]();
    expect(statesOf(events).slice(0, 4)).toEqual(["connecting", "live", "lost connection_lost", "live"]);
    expect(statesOf(events)).toContain("stalled camera_stalled");
    expectNoHole(events);
    const lost = gapsOf(events).find(({ cause }) => cause === "connection_lost");
    expect((lost?.to ?? Infinity) - (lost?.from ?? 0)).toBeLessThan(2_000);
  });

  test("lost packets, garbage between packets and another picture size cost what they must and no more", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room();
    media.setCameras([source(camera)]);
    await until(() => wasLive(events));
    camera.inject(Buffer.from("\u0000garbage\u0001".repeat(20), "latin1"));
    let count = 0;
    camera.tamper = (packet) => (++count === 40 ? null : packet);
    await until(() => gapsOf(events).some(({ cause, to }) => cause === "packets_lost" && to !== null));
    camera.pictures = OTHER;
    await until(() => closedOf(events).some(({ width }) => width === 128));
    await media[Symbol.asyncDispose]();
    for (const { path, width } of closedOf(events)) {
      const known = new Set(namesOf(width === 128 ? OTHER : SMALL));
      for (const picture of readRecording(join(root, path)).pictures) expect(known).toContain(nameOf(picture));
    }
    expect(statesOf(events)).not.toContain("lost camera_malformed");
    expectNoHole(events);
  });

  test("one camera that floods us with noise ends alone; its neighbour loses no picture", async () => {
    await using good = await TestCamera.start();
    await using bad = await TestCamera.start();
    const { media, events } = await room();
    media.setCameras([source(good), source(bad, { cameraId: "bad" })]);
    await until(() => events.some((event) => event.kind === "segment-opened" && event.cameraId === "bad"));
    bad.inject(Buffer.alloc(600_000, 3));
    await until(() => events.some((event) => event.kind === "state" && event.cameraId === "bad" && event.cause === "camera_malformed"));
    await until(() => closedOf(events).filter(({ cameraId }) => cameraId === "cam").length >= 3);
    await media[Symbol.asyncDispose]();
    const good1 = closedOf(events).filter(({ cameraId }) => cameraId === "cam");

    expect(good1.slice(1, -1).every(({ startedAt, endedAt, frames }) => Math.abs(frames * 40 - (endedAt - startedAt)) <= 40)).toBe(true);
    expect(gapsOf(events, "bad").map(({ cause }) => cause)).toContain("camera_malformed");
  });

  test("a camera whose clock is hours wrong is recorded at our time, and the offset is told", async () => {
    await using camera = await TestCamera.start({ clockOffsetMs: -3 * 3_600_000 });
    const { media, events } = await room();
    const before = Date.now();
    media.setCameras([source(camera)]);
    await until(() => closedOf(events).length >= 1 && events.some((event) => event.kind === "clock"));
    await media[Symbol.asyncDispose]();
    expect(closedOf(events)[0]?.startedAt).toBeGreaterThanOrEqual(before - 100);
    const clock = events.find((event) => event.kind === "clock");
    expect(Math.abs((clock?.kind === "clock" ? clock.offsetMs : 0) + 3 * 3_600_000)).toBeLessThan(1_000);
  });

  test("a changed camera is begun anew, one taken out ends, one not named is not recorded", async () => {
    await using first = await TestCamera.start();
    await using second = await TestCamera.start({ credentials: { username: "u", password: "p" } });
    const { media, events } = await room();
    media.setCameras([source(first)]);
    await until(() => events.some((event) => event.kind === "segment-opened"));
    media.setCameras([source(second, { credentials: { username: "u", password: "wrong" } })]);
    await until(() => statesOf(events).includes("lost wrong_credentials"));
    await until(() => gapsOf(events).some(({ cause }) => cause === "wrong_credentials"));
    media.setCameras([source(second, { credentials: { username: "u", password: "p" } })]);
    await until(() => statesOf(events).at(-1) === "live");
    media.setCameras([source(second, { credentials: { username: "u", password: "p" }, record: false })]);
    await until(() => gapsOf(events).some(({ cause }) => cause === "recording_off"));
    media.setCameras([source(second, { credentials: { username: "u", password: "p" } })]);
    await until(() => statesOf(events).at(-1) === "live");
    const before = events.filter(({ kind }) => kind === "state").length;
    media.setCameras([
      source(second, { credentials: { username: "u", password: "p" }, site: "moved" }),
      source(first, { cameraId: "next" }),
    ]);
    await until(() => events.some((event) => event.kind === "state" && event.cameraId === "next" && event.state === "live"));
    expect(events.filter((event) => event.kind === "state" && event.cameraId === "cam").length).toBe(before);
    media.setCameras([]);
    await until(() => second.connections === 0);
    await media[Symbol.asyncDispose]();
    // A machine that is slow may add others: a camera that says nothing for a while is one.
    const causes = ["starting", "wrong_credentials", "reconfigured", "recording_off", "out_of_service"];
    // A gap of no length has the key of the next one, which takes its place.
    const told = events.flatMap((event) => (event.kind === "gap" ? [event.cause] : []));
    expect(told).toEqual(expect.arrayContaining(causes));
    // Gaps that a person chose have no end event: the next gap ends them.
    const isSwitchedOff = (cause: string): boolean => cause === "recording_off" || cause === "out_of_service";
    expect(gapsOf(events).every(({ to, cause }) => (to === null) === isSwitchedOff(cause))).toBe(true);
    expect(first.methods()).toContain("TEARDOWN");
    expect(() => media.setCameras([source(first, { cameraId: "../x" })])).toThrow("camera id");
  });

  test("the session is kept alive before its time-out, by OPTIONS where GET_PARAMETER is not known", async () => {
    await using camera = await TestCamera.start({
      sessionTimeoutS: 2,
      answer: ({ method }, cseq) => (method === "GET_PARAMETER" ? `RTSP/1.0 501 Not Implemented\r\nCSeq: ${cseq}\r\n\r\n` : undefined),
    });
    const { media } = await room();
    media.setCameras([source(camera)]);
    // Asked for its methods, it lists none. The method that it refuses is not sent again.
    await until(() => camera.methods().filter((method) => method === "OPTIONS").length >= 3);
    await media[Symbol.asyncDispose]();
    expect(camera.methods().filter((method) => method === "GET_PARAMETER")).toHaveLength(1);
  });
});

describe("live", () => {
  test("the first picture is there at once, from the last key frame on, and nothing is missing after it", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room();
    media.setCameras([source(camera)]);
    await until(() => wasLive(events) && camera.sent > 20);
    const got: LiveMessage[] = [];
    using seat = media.subscribe("cam", "main", { onMessage: (message) => got.push(message) });
    await until(() => framesOf(got).length > 30);
    expect(seat.dropped).toBe(0);
    expect(got.slice(0, 2).map(({ kind }) => kind)).toEqual(["state", "config"]);
    expect(framesOf(got)[0]?.key).toBe(true);
    const names = framesOf(got).map(({ data }) => nameOf(data));
    const begin = namesOf(SMALL).indexOf(names[0] ?? "");
    expect(names).toEqual(namesOf(Array.from(names, (_, i) => SMALL[(begin + i) % 48] ?? [])));
    expect(framesOf(got).every(({ captureMs }) => Math.abs(captureMs - Date.now()) < 10_000)).toBe(true);
    const late: LiveMessage[] = [];
    media.subscribe("cam", "main", { onMessage: (message) => late.push(message) });
    expect(framesOf(late)[0]?.key).toBe(true);
    await media[Symbol.asyncDispose]();
    expect(gapsOf(events).map(({ cause }) => cause)).toEqual(["starting", "room_stopped"]);
  });

  test("a sub stream is connected while somebody watches it, and while it is to be kept", async () => {
    await using camera = await TestCamera.start();
    const { media } = await room();
    const subs = (): number => camera.requests.filter(({ method, url }) => method === "PLAY" && url.includes("/sub")).length;
    const ends = (): number => camera.requests.filter(({ method, url }) => method === "TEARDOWN" && url.includes("/sub")).length;
    // Another that is recorded is connected meanwhile.
    await using other = await TestCamera.start();
    media.setCameras([source(camera, { record: false }), source(other, { cameraId: "other" })]);
    await until(() => other.sent > 5);
    expect(camera.requests).toEqual([]);
    const got: LiveMessage[] = [];
    const seat = media.subscribe("cam", "sub", { onMessage: (message) => got.push(message) });
    await until(() => framesOf(got).length > 2);
    expect(subs()).toBe(1);
    seat[Symbol.dispose]();
    await until(() => ends() === 1);
    media.setCameras([source(camera, { record: false, isSubRetained: true })]);
    await until(() => subs() === 2);
    media.setCameras([]);
    const early: LiveMessage[] = [];
    using first = media.subscribe("cam", "main", { onMessage: (message) => early.push(message) });
    media.setCameras([source(camera, { record: false })]);
    await until(() => framesOf(early).length > 2);
    expect(first.dropped).toBe(0);
    await media[Symbol.asyncDispose]();
  });
});

describe("after a fault", () => {
  test("a worker that crashes is replaced; its file is repaired; the gap has its cause", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room({ workerFile: new URL("./testing/crashing-worker.ts", import.meta.url) });
    media.setCameras([source(camera)]);
    const got: LiveMessage[] = [];
    media.subscribe("cam", "main", { onMessage: (message) => got.push(message) });
    await until(() => gapsOf(events).some(({ cause, to }) => cause === "worker_crashed" && to !== null));
    const before = got.length;
    await until(() => got.length > before + 5);
    await media[Symbol.asyncDispose]();
    const crash = events.find((event) => event.kind === "worker" && event.crashed);
    expect(crash).toMatchObject({ error: expect.objectContaining({ message: "a fault in the worker" }) });
    expect(got.some((message) => message.kind === "state" && message.cause === "worker_crashed")).toBe(true);
    for (const { path, frames } of closedOf(events)) expect(readRecording(join(root, path)).pictures).toHaveLength(frames);
    expectNoHole(events);
  });

  test("a loop that stands still loses no camera and no picture: what came meanwhile waits in the kernel", async () => {
    await using camera = await TestCamera.start();
    const { media, events } = await room({ workerFile: new URL("./testing/stalling-worker.ts", import.meta.url) });
    media.setCameras([source(camera)]);
    await until(() => events.some((event) => event.kind === "worker" && event.loopDelayMaxMs > 2_000));
    await until(() => closedOf(events).length >= 3);
    await media[Symbol.asyncDispose]();
    expect(camera.methods().filter((method) => method === "PLAY")).toHaveLength(1);
    const stored = closedOf(events).flatMap(({ path }) => readRecording(join(root, path)).pictures.map(nameOf));
    expect(stored).toEqual(namesOf(Array.from({ length: stored.length }, (_, i) => SMALL[i % 48] ?? [])));
    expect(gapsOf(events).map(({ cause }) => cause)).toEqual(["starting", "room_stopped"]);
  });

  test("a room that was stopped goes on, and the time between is a gap", async () => {
    await using camera = await TestCamera.start();
    const first = await room();
    first.media.setCameras([source(camera)]);
    await until(() => closedOf(first.events).length >= 1);
    await first.media[Symbol.asyncDispose]();
    const second = await room();
    second.media.setCameras([source(camera)]);
    await until(() => gapsOf(second.events).some(({ to }) => to !== null));
    await second.media[Symbol.asyncDispose]();
    expect(gapsOf(first.events).at(-1)).toMatchObject({ cause: "room_stopped", to: null });
    expect(gapsOf(second.events)[0]).toMatchObject({ cause: "room_stopped", from: gapsOf(first.events).at(-1)?.from });
    expectNoHole([...first.events, ...second.events]);
  });

  test("kill -9 loses at most half a second, every file plays, and the next start tells the gap", async () => {
    await using camera = await TestCamera.start();
    const child = fork(new URL("./testing/record-main.ts", import.meta.url), [root, String(camera.port)], { execArgv: [] });
    const before: MediaEvent[] = [];
    child.on("message", (event: MediaEvent) => before.push(event));
    await until(() => before.some((event) => event.kind === "segment-opened"));
    // Pictures of 40 ms each: more than one file of a second.
    const first = camera.sent;
    await until(() => camera.sent > first + 42);
    const sent = camera.sent;
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const { media, events } = await room({ tuning: {} });
    const closed = closedOf([...before, ...events]);
    const stored = closed.flatMap(({ path }) => readRecording(join(root, path)).pictures.map(nameOf));
    expect(stored).toEqual(namesOf(Array.from({ length: stored.length }, (_, i) => SMALL[i % 48] ?? [])));
    // Pictures of 40 ms each; one may have been sent between counting and killing, and this machine may be busy.
    expect(sent - stored.length).toBeLessThanOrEqual(500 / 40 + 1);
    for (const { path } of closed) expect((await readIndex(join(root, path)))?.closed).toBe(true);
    media.setCameras([source(camera)]);
    await until(() => gapsOf(events).some(({ cause, to }) => cause === "room_crashed" && to !== null));
    await media[Symbol.asyncDispose]();
    expect(gapsOf(events)[0]?.from).toBe(closed.at(-1)?.endedAt);
    expectNoHole(events);
  });
});
