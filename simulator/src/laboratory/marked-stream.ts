import { packAsTheyAre, packUnit } from "../rtsp/rtp.ts";
import type { PackedUnit } from "../rtsp/rtp.ts";
import type { Paced, Pacer } from "../rtsp/pacer.ts";
import type { Packing } from "../rtsp/quirks/packets.ts";
import type { Reader, Stream } from "../rtsp/stream.ts";
import type { Ledger } from "./ledger.ts";
import { delayOf, nonsenseOf, placeOf, setsAt, stepMsOf, unitsOf, type Pictures } from "./pictures.ts";

export type MarkedOptions = {
  readonly camera: string;
  readonly pictures: Pictures;
  readonly packing: Packing;
  /** Ticks a second of the RTP time, and how much faster than that it runs. */
  readonly clockRate: number;
  readonly clockFactor: number;
  readonly ledger: Ledger;
  /** Called after each picture with the number of those that came so far. */
  readonly sent: (count: number) => void;
};

/** A wall clock that runs as `performance.now()` does, ms since the Unix epoch. */
const WALL_OFFSET_MS = Date.now() - performance.now();

/** The time of the i-th picture after the first, ms; uneven times repeat after 181 pictures. */
function timesOf({ betweenMs, ...pictures }: Pictures): (place: number) => number {
  const step = stepMsOf(pictures);
  if (betweenMs === undefined) return (place) => place * step;
  const [least, most] = betweenMs;
  const times = [0];
  return (place) => {
    for (let nth = times.length; nth <= place; nth++) times.push((times[nth - 1] ?? 0) + least + ((nth * 7_919) % (most - least + 1)));
    return times[place] ?? 0;
  };
}

/** A stream that begins anew, with a key frame, for each reader; every picture carries its number and its time. */
export function markedStream({ camera, pictures, packing, clockRate, clockFactor, ledger, sent }: MarkedOptions, pacer: Pacer): Stream {
  const epoch = performance.now();
  const perMs = (clockRate / 1000) * clockFactor;
  const players = new Map<Reader, Paced>();
  const timeOf = timesOf(pictures);
  const delay = delayOf(pictures);
  let count = 0;

  const packedOf = (index: number, takenAt: number): PackedUnit => {
    const place = placeOf(pictures, index);
    const begins = place.key || place.isRecoveryPoint;
    if (pictures.nonsense !== undefined) return packAsTheyAre(nonsenseOf(pictures.nonsense, index), place.key, packing);
    const identity = { camera, number: count, takenAt: takenAt + WALL_OFFSET_MS };
    const unit = packUnit({ nals: unitsOf(pictures, index, place, identity), key: begins }, packing);
    ledger.marked(unit, { number: count, takenAt: identity.takenAt, key: begins });
    return unit;
  };
  const player = (reader: Reader): Paced => {
    const begin = performance.now();
    let index = 0;
    const dueOf = (): number => begin + timeOf(index + delay);
    return {
      due: dueOf,
      run: (now) => {
        while (dueOf() <= now + 1 && players.has(reader)) {
          ledger.late(now - dueOf());
          const takenAt = begin + timeOf(placeOf(pictures, index).shown);
          const ticks = pictures.nonsense === "endless unit" ? 0 : Math.round((takenAt - epoch) * perMs);
          reader(packedOf(index, takenAt), ticks);
          index++;
          sent(++count);
        }
      },
    };
  };
  const detach = (reader: Reader): void => {
    const paced = players.get(reader);
    players.delete(reader);
    if (paced !== undefined) pacer.remove(paced);
  };
  return {
    sets: () => setsAt(pictures, 0),
    framesPerSecond: 1000 / stepMsOf(pictures),
    ticksAt: (now) => (now - epoch) * perMs,
    attach: (reader) => {
      const paced = player(reader);
      players.set(reader, paced);
      pacer.add(paced);
    },
    detach,
    close: () => {
      for (const reader of players.keys()) detach(reader);
    },
  };
}
