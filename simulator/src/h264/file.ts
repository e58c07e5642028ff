import { refuse, ok } from "@amaliyat/domain/kernel";
import type { Result } from "@amaliyat/domain/kernel";
import { CLOCK_RATE } from "./media.ts";
import type { Loop } from "./media.ts";
import { groupUnits, NAL, nalType, splitAnnexB } from "./nal.ts";
import { presentationOrder } from "./order.ts";
import { parseSps } from "./sps.ts";

/**
 * Reads a raw Annex-B H.264 stream as a loop. Frames are evenly spaced at the rate of the stream's VUI, or 25/s if it says none.
 * A refusal is one sentence for the operator of the simulator.
 */
export function readAnnexB(bytes: Buffer): Result<Loop, string> {
  const grouped = groupUnits(splitAnnexB(bytes));
  const first = grouped.findIndex((unit) => unit.some((nal) => nalType(nal) === NAL.idr));
  if (first < 0) return refuse("no H.264 key frame in it");
  const units = grouped.slice(first);
  const head = grouped.slice(0, first + 1).flat();
  const sps = head.findLast((nal) => nalType(nal) === NAL.sps);
  const pps = head.findLast((nal) => nalType(nal) === NAL.pps);
  if (sps === undefined || pps === undefined) return refuse("no H.264 parameter sets before its first key frame");
  const shape = parseSps(sps);
  const order = presentationOrder(units, shape);
  if (order === null) return refuse("its presentation order (picture order count type 1) cannot be told without a container");
  const framesPerSecond = shape.framesPerSecond ?? 25;
  const step = CLOCK_RATE / framesPerSecond;
  const delay = order.reduce((most, place, i) => Math.max(most, i - place), 0); // frames that decoding runs ahead of the screen
  return ok({
    kind: "loop",
    units: units.map((nals, i) => ({
      nals,
      key: nals.some((nal) => nalType(nal) === NAL.idr),
      dts: Math.round(i * step),
      pts: Math.round(((order[i] ?? i) + delay) * step),
    })),
    duration: Math.round(units.length * step),
    sets: { sps, pps },
    width: shape.width,
    height: shape.height,
    framesPerSecond,
  });
}
