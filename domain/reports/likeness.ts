import { distanceM, type Point } from "../kernel/index.ts";
import type { ReportKind } from "./kinds.ts";

/** Compared facts of a report. `at` in ms; `pictures` are 64-bit difference hashes, as 16 hexadecimal digits. */
export type ReportSignal = {
  readonly place: Point | null;
  readonly kind: ReportKind;
  readonly at: number;
  readonly pictures: readonly string[];
};

export type ReportLikeness = {
  readonly score: number;
  readonly metres: number | null;
  readonly apartMs: number;
  readonly samePicture: boolean;
};

/** Reports farther apart than this are of two events, whatever else they share. */
export const REPORT_FAR_M = 500;
export const REPORT_LATE_MS = 2 * 3_600_000;
/** Two pictures whose hashes differ by at most so many bits are one picture, sent twice or made smaller. */
const SAME_PICTURE_BITS = 6;
/** From this score on a person is asked. */
export const REPORT_LIKELY = 0.4;

/** Kinds that people choose for one and the same thing. */
const KIN: readonly (readonly ReportKind[])[] = [
  ["accident", "obstacle", "driving", "danger"],
  ["theft", "suspicious", "damage"],
  ["missing", "danger"],
];

const kinOf = (a: ReportKind, b: ReportKind): number =>
  a === b ? 1 : KIN.some((kin) => kin.includes(a) && kin.includes(b)) || a === "other" || b === "other" ? 0.7 : 0.2;

/** Bits in which two hashes differ; 64 where one is none. */
export function bitsApart(a: string, b: string): number {
  if (!/^[0-9a-f]{16}$/.test(a) || !/^[0-9a-f]{16}$/.test(b)) return 64;
  let bits = 0;
  for (let at = 0; at < 16; at += 4) {
    let differ = Number.parseInt(a.slice(at, at + 4), 16) ^ Number.parseInt(b.slice(at, at + 4), 16);
    for (; differ !== 0; differ &= differ - 1) bits += 1;
  }
  return bits;
}

const falling = (value: number, none: number): number => Math.max(0, 1 - value / none);

/** Likelihood that two reports tell of one event; the same both ways. One picture in both decides it. */
export function reportLikeness(a: ReportSignal, b: ReportSignal): ReportLikeness {
  const apartMs = Math.abs(a.at - b.at);
  const metres = a.place === null || b.place === null ? null : distanceM(a.place, b.place);
  const samePicture = a.pictures.some((one) => b.pictures.some((other) => bitsApart(one, other) <= SAME_PICTURE_BITS));
  const near = metres === null ? 0.3 : falling(metres, REPORT_FAR_M) ** 0.5;
  const soon = falling(apartMs, REPORT_LATE_MS) ** 0.5;
  return { score: samePicture ? 1 : near * soon * kinOf(a.kind, b.kind), metres, apartMs, samePicture };
}
