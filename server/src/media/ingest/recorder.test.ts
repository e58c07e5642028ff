import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { disk, type Disk, type DiskFile } from "../files/disk.ts";
import { readIndex } from "../files/read-index.ts";
import type { MediaEvent } from "../model.ts";
import { Assembly } from "../testing/fragments.ts";
import { OTHER, SMALL, nameOf, namesOf } from "../testing/pictures.ts";
import { readRecording } from "../testing/read-file.ts";
import { TUNING } from "../tuning.ts";
import type { Fragment } from "./assembler.ts";
import { Recorder } from "./recorder.ts";

/** A multiple of 10 s. */
const T0 = 1_700_000_000_000;
let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "media-"));
  vi.useFakeTimers({ now: T0, toFake: ["Date"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(root, { recursive: true });
});

/** Operations still to be done by the file system; those that a faulty disk holds back never reached it. */
let busy = 0;

async function counted<T>(work: Promise<T>): Promise<T> {
  busy++;
  try {
    return await work;
  } finally {
    busy--;
  }
}

/** The real disk, counted. */
const realDisk: Disk = {
  unlink: (path) => counted(disk.unlink(path)),
  create: async (path) => {
    const file = await counted(disk.create(path));
    return {
      writev: (...given) => counted(file.writev(...given)),
      truncate: (length) => counted(file.truncate(length)),
      close: () => counted(file.close()),
    };
  },
};

const noSpace = (): Error => Object.assign(new Error("no space left on device"), { code: "ENOSPC" });

/** A disk whose writes do what `fault` says: nothing special, fail, or wait. */
function faulty(fault: { write: () => Promise<void>; create?: () => void }): Disk {
  return {
    unlink: (path) => realDisk.unlink(path),
    create: async (path) => {
      fault.create?.();
      const file = await realDisk.create(path);
      return {
        writev: async (...given) => {
          await fault.write();
          return file.writev(...given);
        },
        truncate: (length) => file.truncate(length),
        close: () => file.close(),
      };
    },
  };
}

/** Lets the disk do what it can do by now, however slow the machine is: until it has been idle for some turns of the loop. */
async function settle(): Promise<void> {
  for (let idle = 0; idle < 4; idle = busy === 0 ? idle + 1 : 0) await new Promise((resolve) => setTimeout(resolve, 2));
}

class Bench {
  readonly events: MediaEvent[] = [];
  readonly recorder: Recorder;
  readonly assembly = new Assembly();
  /** Offset by which the room's clock was set, in ms. */
  setBy = 0;
  hasRoom = true;
  #given = 0;

  constructor(disk: Disk = realDisk, tuning = TUNING) {
    const emit = (event: MediaEvent): void => void this.events.push(event);
    this.recorder = new Recorder({
      cameraId: "cam",
      root,
      disk,
      tuning,
      hasRoom: () => this.hasRoom,
      openGap: { from: T0 - 5000, cause: "starting" },
      now: Date.now,
      emit,
    });
  }

  /** Pictures `from` to `to`, 40 ms apart, at their time. */
  async play(from: number, to: number, pictures = SMALL): Promise<void> {
    for (let i = from; i < to; i++) {
      vi.setSystemTime(T0 + this.setBy + i * 40);
      this.assembly.write(pictures[(i + 48_000) % pictures.length] ?? [], 7_000_000 + i * 3600);
      for (const fragment of this.#fresh()) this.recorder.fragment(fragment);
      if (i % 12 === 11) await settle();
    }
    await settle();
  }

  /** The stream says that pictures are missing from here on. */
  interrupt(cause: "packets_lost" | "media_clock_jumped"): void {
    this.assembly.assembler.interrupted(1);
    for (const fragment of this.#fresh()) this.recorder.fragment(fragment);
    this.recorder.interrupted(cause);
  }

  /** The last pictures in hand, then the stop. */
  async stop(): Promise<void> {
    this.assembly.assembler.end();
    for (const fragment of this.#fresh()) this.recorder.fragment(fragment);
    await this.recorder.stop("room_stopped");
  }

  gaps(): string[] {
    return this.events.flatMap((event) =>
      event.kind === "gap" ? [`${event.cause} ${event.from - T0} ${event.to === null ? "open" : event.to - T0}`] : [],
    );
  }

  closed(): { from: number; to: number; frames: number; path: string }[] {
    return this.events.flatMap((event) =>
      event.kind === "segment-closed"
        ? [{ from: event.startedAt - T0, to: event.endedAt - T0, frames: event.frames, path: event.path }]
        : [],
    );
  }

  #fresh(): Fragment[] {
    const fresh = this.assembly.fragments.slice(this.#given);
    this.#given = this.assembly.fragments.length;
    return fresh;
  }
}

describe("recorder", () => {
  test("files begin at the first key frame at or after every 10 s of the clock and follow each other without a hole", async () => {
    const bench = new Bench();
    await bench.play(-100, 300);
    await bench.stop();
    expect(bench.closed().map(({ from, to, frames }) => [from, to, frames])).toEqual([
      [-3840, 0, 96],
      [0, 10_080, 252],
      [10_080, 12_000, 48],
    ]);
    const stored = bench.closed().flatMap(({ path }) => readRecording(join(root, path)).pictures.map(nameOf));
    expect(stored).toEqual(namesOf(Array.from({ length: 396 }, (_, i) => SMALL[i % 48] ?? [])));
    expect(bench.gaps()).toEqual(["starting -5000 -3840", "room_stopped 12000 open"]);
    const [, full] = bench.closed();
    expect(full?.path).toBe("cam/2023-11-14/22/1700000000000-main.mp4");
    const index = await readIndex(join(root, full?.path ?? ""));
    expect(index?.closed).toBe(true);
    expect(index?.fragments.every((entry) => entry.durationMs <= 500)).toBe(true);
  });

  test("an interruption ends the file; the gap lasts to the next key frame", async () => {
    const bench = new Bench();
    await bench.play(0, 30);
    bench.interrupt("packets_lost");
    await bench.play(30, 48);
    await bench.stop();
    expect(bench.closed().map(({ from, to }) => [from, to])).toEqual([
      [0, 1200],
      [1440, 1920],
    ]);
    expect(bench.gaps()).toEqual(["starting -5000 0", "packets_lost 1200 open", "packets_lost 1200 1440", "room_stopped 1920 open"]);
  });

  test("another picture size begins another file with its own init segment", async () => {
    const bench = new Bench();
    await bench.play(0, 24);
    await bench.play(24, 48, OTHER);
    await bench.stop();
    expect(bench.events.filter((event) => event.kind === "segment-closed")).toMatchObject([
      { width: 160, height: 112, frames: 24 },
      { width: 128, height: 96, frames: 24 },
    ]);
    expect(bench.gaps()).toEqual(["starting -5000 0", "room_stopped 1920 open"]);
  });

  test("a full disk is a gap, not a crash; what was written plays; recording goes on when there is room", async () => {
    let full = false;
    const write = async (): Promise<void> => {
      if (full) throw noSpace();
    };
    const bench = new Bench(faulty({ write }));
    await bench.play(0, 30);
    full = true;
    await bench.play(30, 120);
    full = false;
    await bench.play(120, 180);
    await bench.stop();
    const [first, second] = bench.closed();
    expect(readRecording(join(root, first?.path ?? "")).pictures.map(nameOf)).toEqual(namesOf(SMALL).slice(0, first?.frames));
    expect(await readIndex(join(root, first?.path ?? ""))).toMatchObject({ closed: false });
    expect(bench.gaps().slice(1)).toEqual([
      `disk_full ${first?.to} open`,
      `disk_full ${first?.to} ${second?.from}`,
      "room_stopped 7200 open",
    ]);
    expect(second?.from).toBeLessThan(120 * 40 + TUNING.diskRetryMs + 480 + 1);
    expect(bench.closed()).toHaveLength(2);
    expect(await readdir(join(root, "cam/2023-11-14/22"))).toHaveLength(2);
  });

  test("without room nothing is written, before the disk says no: a whole file, a gap of its cause, and a new file when there is room", async () => {
    const bench = new Bench();
    await bench.play(0, 30);
    bench.hasRoom = false;
    await bench.play(30, 120);
    const files = await readdir(join(root, "cam/2023-11-14/22"));
    bench.hasRoom = true;
    await bench.play(120, 180);
    await bench.stop();
    const [first, second] = bench.closed();
    expect(files).toHaveLength(1);
    expect(await readIndex(join(root, first?.path ?? ""))).toMatchObject({ closed: true });
    expect(bench.gaps().slice(1)).toEqual([
      `disk_full ${first?.to} open`,
      `disk_full ${first?.to} ${second?.from}`,
      "room_stopped 7200 open",
    ]);
  });

  test("a file that cannot even be made leaves the gap that was open, with the disk as its cause from there on", async () => {
    let broken = true;
    const create = (): void => {
      if (broken) throw Object.assign(new Error("read-only"), { code: "EROFS" });
    };
    const bench = new Bench(faulty({ write: () => Promise.resolve(), create }));
    await bench.play(0, 120);
    broken = false;
    await bench.play(120, 200);
    await bench.stop();
    const [first] = bench.closed();
    expect(bench.gaps()).toEqual(["starting -5000 0", "disk_failed 0 open", `disk_failed 0 ${first?.from}`, "room_stopped 8000 open"]);
  });

  test("a disk that hangs costs no more memory than its queue, and is a gap", async () => {
    const hang = Promise.withResolvers<void>();
    let hanging = false;
    const bench = new Bench(faulty({ write: () => (hanging ? hang.promise : Promise.resolve()) }), { ...TUNING, diskQueueBytes: 30_000 });
    await bench.play(0, 24);
    hanging = true;
    await bench.play(24, 120);
    hang.resolve();
    hanging = false;
    await settle();
    await bench.play(120, 168);
    await bench.stop();
    const [first, second] = bench.closed();
    expect(bench.gaps()).toEqual([
      "starting -5000 0",
      `disk_slow ${first?.to} open`,
      `disk_slow ${first?.to} ${second?.from}`,
      "room_stopped 6720 open",
    ]);
    expect(first?.to).toBeLessThan(120 * 40);
    for (const { path, frames } of bench.closed()) expect(readRecording(join(root, path)).pictures).toHaveLength(frames);
  });

  test("a write that the system splits is finished", async () => {
    const disk: Disk = {
      unlink: (path) => realDisk.unlink(path),
      create: async (path) => {
        const file = await realDisk.create(path);
        const writev: DiskFile["writev"] = async (buffers, position) => {
          const few = Buffer.from(
            buffers[0]?.buffer ?? new ArrayBuffer(0),
            buffers[0]?.byteOffset,
            Math.min(1000, buffers[0]?.byteLength ?? 0),
          );
          const { bytesWritten } = await file.writev([few], position);
          return { bytesWritten, buffers };
        };
        return { writev, truncate: (length) => file.truncate(length), close: () => file.close() };
      },
    };
    const bench = new Bench(disk);
    await bench.play(0, 24);
    await bench.stop();
    const [only] = bench.closed();
    expect(readRecording(join(root, only?.path ?? "")).pictures.map(nameOf)).toEqual(namesOf(SMALL).slice(0, 24));
  });

  test("a clock that was put back never overwrites a file", async () => {
    const bench = new Bench();
    await bench.play(0, 24);
    const again = new Bench();
    await again.play(0, 12);
    await Promise.all([bench.stop(), again.stop()]);
    expect([...bench.closed(), ...again.closed()].map(({ path }) => path)).toEqual([
      "cam/2023-11-14/22/1700000000000-main.mp4",
      "cam/2023-11-14/22/1700000000001-main.mp4",
    ]);
  });

  test("a clock that is set by a day, forward and back, loses no picture and no file, and every file is in order", async () => {
    const bench = new Bench();
    const [day, each] = [86_400_000, 600];
    const sets = [0, day, 0, -day, 0];
    for (const [n, by] of sets.entries()) {
      bench.setBy = by;
      await bench.play(n * each, (n + 1) * each);
    }
    await bench.stop();
    const closed = bench.closed();
    const stored = closed.flatMap(({ path }) => readRecording(join(root, path)).pictures.map(nameOf));
    expect(stored).toEqual(namesOf(Array.from({ length: sets.length * each }, (_, i) => SMALL[i % 48] ?? [])));
    const written = await readdir(join(root, "cam"), { recursive: true });
    expect(written.filter((name) => name.endsWith(".mp4")).map((name) => `cam/${name}`)).toHaveLength(closed.length);
    expect(new Set(closed.map(({ path }) => path)).size).toBe(closed.length);
    for (const { path, from, to } of closed) {
      const starts = (await readIndex(join(root, path)))?.fragments.map(({ startMs }) => startMs - T0) ?? [];
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect([starts[0], to > from, (starts.at(-1) ?? 0) < to]).toEqual([from, true, true]);
    }
    const days = new Set(closed.map(({ from }) => Math.floor(from / day)));
    expect(days).toEqual(new Set([-1, 0, 1]));
    for (const gap of bench.events) if (gap.kind === "gap" && gap.to !== null) expect(gap.to).toBeGreaterThanOrEqual(gap.from);
  });

  test("a clock that is put back after the disk failed does not make it wait for a day", async () => {
    let full = false;
    const write = async (): Promise<void> => {
      if (full) throw noSpace();
    };
    const bench = new Bench(faulty({ write }));
    bench.setBy = 86_400_000;
    await bench.play(0, 30);
    full = true;
    await bench.play(30, 60);
    full = false;
    bench.setBy = 0;
    await bench.play(60, 120);
    await bench.stop();
    expect(bench.closed()).toHaveLength(2);
  });
});
