import { distanceM, type Point } from "../kernel/index.ts";
import { ALIKE, sketchLikeness } from "./sketch.ts";
import { FIX_M } from "./urgency.ts";

/** Compared facts of a report that waits by itself. `network` and `address` are the stand-ins that the room stores. */
export type Loose = {
  readonly reportId: string;
  readonly danger: boolean;
  readonly network: string;
  readonly address: string;
  /** The phone's own fix, and its radius in metres. */
  readonly fix: { readonly point: Point; readonly accuracyM: number } | null;
  readonly proven: boolean;
  /** The room knows its author: a question was answered, or a report of the device was taken at face value. */
  readonly vouched: boolean;
  readonly sketch: Uint16Array | null;
};

/** Reports alike by network, time and words, or too many of one network for any words: one row of the queue. */
export type Wave = {
  readonly waveId: string;
  readonly danger: boolean;
  readonly network: string;
  /** Null where it is of the whole network. */
  readonly address: string | null;
  /** The place that all its phones say; null where it has none, or none that they share. */
  readonly place: Point | null;
  /** True: its words are alike, and it takes no others. */
  readonly alike: boolean;
  /** Of its first report and of its last: words that change slowly stay alike to one of them. */
  readonly sketches: readonly (Uint16Array | null)[];
};

/** Number of similar reports that make a wave. */
export const WAVE_ALIKE = 5;
/** Number of reports of one address, or of one network, within `WAVE_MS` that make a wave, whatever their words. */
export const WAVE_ADDRESS = 8;
export const WAVE_NETWORK = 20;
/** A wave of a whole network, whatever its words, takes so many addresses: a few of them flood for themselves, and swallow no neighbour's cry. */
export const WAVE_ADDRESSES = 8;
/** Reports farther apart are of different waves. Milliseconds. */
export const WAVE_MS = 10 * 60_000;
/** A wave takes no more once nothing came for so long. Milliseconds. */
export const WAVE_RESTS_MS = 30 * 60_000;
/** A fix within this of a wave's place is the wave's. Metres. */
export const WAVE_NEAR_M = 300;

const fixOf = ({ fix }: Loose): Point | null => (fix !== null && fix.accuracyM <= FIX_M ? fix.point : null);

const isNear = (a: Point | null, b: Point | null): boolean => (a === null || b === null ? a === b : distanceM(a, b) <= WAVE_NEAR_M);

/**
 * True if a report has a signal that the wave lacks. It comes from another network, the room knows its author, its phone did the work, or
 * its fix is elsewhere. No wave takes such a report. The work counts for danger alone; for all others it is asked before.
 */
export const hasOwnSignal = (report: Loose, wave: Pick<Wave, "network" | "address" | "place">): boolean =>
  report.network !== wave.network ||
  (wave.address !== null && report.address !== wave.address) ||
  report.vouched ||
  (report.danger && report.proven) ||
  (fixOf(report) !== null && !isNear(fixOf(report), wave.place));

const isAlike = (sketch: Uint16Array | null, others: readonly (Uint16Array | null)[]): boolean =>
  others.some((other) => sketchLikeness(sketch, other) >= ALIKE);

/** True if a wave takes a report. */
export const takesIn = (wave: Wave, report: Loose): boolean =>
  wave.danger === report.danger && !hasOwnSignal(report, wave) && (!wave.alike || isAlike(report.sketch, wave.sketches));

export type Fold =
  | { readonly kind: "alone" }
  | { readonly kind: "joins"; readonly waveId: string }
  /** A wave begins; `of` are the reports that become its first, the new one among them. */
  | { readonly kind: "founds"; readonly of: readonly string[]; readonly wave: Omit<Wave, "waveId"> };

const ALONE: Fold = { kind: "alone" };

function founded(report: Loose, of: readonly Loose[], alike: boolean): Fold {
  const { danger, network, sketch } = report;
  const address = of.every((each) => each.address === report.address) ? report.address : null;
  const wave = { danger, network, address, place: fixOf(report), alike, sketches: [of[0]?.sketch ?? null, sketch] };
  return { kind: "founds", of: of.map(({ reportId }) => reportId), wave };
}

/**
 * Decides whether a new report stands by itself, joins a wave, or makes one with others that wait by themselves. `waves` are those of its
 * network that take more; `recent` are the reports of its network within `WAVE_MS` that are in no wave.
 */
export function decideFold(report: Loose, waves: readonly Wave[], recent: readonly Loose[]): Fold {
  const taking = waves.find((wave) => takesIn(wave, report));
  if (taking !== undefined) return { kind: "joins", waveId: taking.waveId };
  if (report.vouched || (report.danger && report.proven)) return ALONE;
  // All that would stand in one wave with it: the same class and network, the same place or none, and no work done.
  const own = { network: report.network, address: null, place: fixOf(report) };
  const beside = [
    ...recent.filter(
      (each) =>
        each.reportId !== report.reportId && each.danger === report.danger && isNear(fixOf(each), own.place) && !hasOwnSignal(each, own),
    ),
    report,
  ];
  const alike = beside.filter(({ sketch }) => isAlike(sketch, [report.sketch]));
  if (alike.length >= WAVE_ALIKE) return founded(report, alike, true);
  // Calm reports did work each: that there are many is no reason.
  if (!report.danger) return ALONE;
  const ofAddress = beside.filter(({ address }) => address === report.address);
  if (ofAddress.length >= WAVE_ADDRESS) return founded(report, ofAddress, false);
  const addresses = new Set(beside.map(({ address }) => address)).size;
  return beside.length >= WAVE_NETWORK && addresses >= WAVE_ADDRESSES ? founded(report, beside, false) : ALONE;
}
