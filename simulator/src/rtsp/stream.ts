import { CLOCK_RATE } from "../h264/media.ts";
import type { LiveSource, Loop, ParameterSets } from "../h264/media.ts";
import type { Paced, Pacer } from "./pacer.ts";
import { packUnit } from "./rtp.ts";
import type { PackedUnit } from "./rtp.ts";

const TICKS_PER_MS = CLOCK_RATE / 1000;
/** After a stall longer than this the camera goes on with the present picture and skips the missed ones. */
const CATCH_UP_MS = 2000;

/** Takes every unit of a stream; `ticks` is its presentation time on the stream's own line (90 kHz). */
export type Reader = (unit: PackedUnit, ticks: number) => void;

/** One picture stream of a camera, the same for all who read it. */
export type Stream = {
  readonly sets: () => ParameterSets | null;
  readonly framesPerSecond: number;
  /** The stream's line at a moment of `performance.now()`, 90 kHz ticks. */
  readonly ticksAt: (now: number) => number;
  readonly attach: (reader: Reader) => void;
  readonly detach: (reader: Reader) => void;
  readonly close: () => void;
};

/** A loop cut into packets once; cameras that show the same loop share it. */
export type PackedLoop = Omit<Loop, "units"> & {
  readonly units: readonly PackedUnit[];
  readonly dts: readonly number[];
  readonly pts: readonly number[];
};

/** Packetises a loop. */
export const packLoop = (loop: Loop): PackedLoop => ({
  ...loop,
  units: loop.units.map((unit) => packUnit(unit)),
  dts: loop.units.map((unit) => unit.dts),
  pts: loop.units.map((unit) => unit.pts),
});

/** Plays a loop in real time from `epoch` on; its place depends on the clock alone, so late readers see what early ones see. */
export function loopStream(loop: PackedLoop, epoch: number, pacer: Pacer): Stream {
  const readers = new Set<Reader>();
  let lap = 0;
  let index = 0;
  const dueOf = (): number => epoch + (lap * loop.duration + (loop.dts[index] ?? 0)) / TICKS_PER_MS;
  const seek = (now: number): void => {
    const ticks = Math.max(0, now - epoch) * TICKS_PER_MS;
    lap = Math.floor(ticks / loop.duration);
    index = loop.dts.findIndex((dts) => dts >= ticks - lap * loop.duration);
    if (index < 0) {
      lap++;
      index = 0;
    }
  };
  const paced: Paced = {
    due: () => (readers.size === 0 ? null : dueOf()),
    run: (now) => {
      if (now - dueOf() > CATCH_UP_MS) seek(now);
      while (dueOf() <= now + 1) {
        const unit = loop.units[index];
        if (unit !== undefined) for (const reader of readers) reader(unit, lap * loop.duration + (loop.pts[index] ?? 0));
        index++;
        if (index >= loop.units.length) {
          index = 0;
          lap++;
        }
      }
    },
  };
  return {
    sets: () => loop.sets,
    framesPerSecond: loop.framesPerSecond,
    ticksAt: (now) => (now - epoch) * TICKS_PER_MS,
    attach: (reader) => {
      if (readers.size === 0) seek(performance.now());
      readers.add(reader);
      pacer.add(paced);
    },
    detach: (reader) => {
      readers.delete(reader);
      if (readers.size === 0) pacer.remove(paced);
    },
    close: () => {
      readers.clear();
      pacer.remove(paced);
    },
  };
}

/** Passes on the encoder's present output. */
export function liveStream(source: LiveSource): Stream {
  const readers = new Set<Reader>();
  const end = source.subscribe((unit) => {
    if (readers.size === 0) return;
    const packed = packUnit(unit);
    for (const reader of readers) reader(packed, unit.pts);
  });
  return {
    sets: source.sets,
    framesPerSecond: source.framesPerSecond,
    ticksAt: (now) => now * TICKS_PER_MS,
    attach: (reader) => void readers.add(reader),
    detach: (reader) => void readers.delete(reader),
    close: () => {
      readers.clear();
      end();
    },
  };
}
