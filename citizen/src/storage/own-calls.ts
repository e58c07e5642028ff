import type { Mine, Work } from "./kept.ts";

/**
 * True for a report that this phone made. A code can be taken up from another's link: the place and the talk of such a report are its
 * author's. Rows of an older app have no mark. One with its report or its proof in the outbox is this phone's, since only its author has
 * these. Any other counts as another's. If that is wrong, its place follows no more, and the next press of help is a call of its own. The
 * other error would send crews to the wrong place, and put a call for help into another's talk.
 */
export const isOwn = ({ own, code }: Mine, items: Work["items"]): boolean =>
  own ?? items.some((each) => each.code === code && (each.kind === "report" || each.kind === "prove"));

/** A call for help of the last hour is gone on with: its talk is shown, and no second one made. */
const STILL_MS = 3_600_000;

/** The call for help of this phone that goes on; null where there is none. */
export const goingOf = ({ mine, items }: Work, now: number): Mine | null =>
  mine.find((each) => each.danger && now - each.at < STILL_MS && each.told?.state !== "withdrawn" && isOwn(each, items)) ?? null;

/** True if the place of this phone may follow a call for help: its author is here, and neither author nor room ended it. */
export const mayFollow = (mine: Mine, items: Work["items"]): boolean =>
  mine.danger &&
  mine.stays !== true &&
  !mine.gone &&
  mine.told?.state !== "withdrawn" &&
  !items.some(({ code, kind }) => code === mine.code && kind === "withdraw") &&
  isOwn(mine, items);
