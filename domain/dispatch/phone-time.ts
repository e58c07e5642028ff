/** A clock that is further off than a message can be on its way is wrong. */
const RIGHT_MS = 2 * 60_000;
/** As long as a shift may be without a link; a phone whose clock says more than that is wrong. */
const LATE_MS = 12 * 3_600_000;

/** A call for help stands under its own time, however late it comes. Beyond this its phone's clock was wrong, ms. */
const HELP_LATE_MS = 30 * 24 * 3_600_000;
/** Delay from which a call for help counts as late, ms. */
export const LATE_CALL_MS = 10 * 60_000;

/** Offset of a phone's clock behind the room's, by the phone's time at `at`, in ms. 0 if it is right, or sends no time. */
export function phoneClockOff(sentAt: number | null, at: number): number {
  const off = sentAt === null ? 0 : at - sentAt;
  return Math.abs(off) > RIGHT_MS ? off : 0;
}

/**
 * The moment of a phone's stamp: moved by the offset of the phone's clock, and never after its arrival. A stamp of another day counts as
 * the arrival.
 */
export const phoneMoment = (said: number, off: number, at: number): number => momentWithin(LATE_MS, said, off, at);

/**
 * The moment of a call for help, of a note, a picture, a hazard that was met, and of what a crew saw or read of a BOLO. A phone that was off for
 * a day has an honest stamp of yesterday, if it sends its present time (`sentAt`). Without that a stamp is believed for a shift.
 */
export const helpMoment = (said: number, sentAt: number | null, at: number): number =>
  momentWithin(sentAt === null ? LATE_MS : HELP_LATE_MS, said, phoneClockOff(sentAt, at), at);

function momentWithin(mostMs: number, said: number, off: number, at: number): number {
  const moment = Math.min(at, said + off);
  return moment < at - mostMs ? at : moment;
}
