/** A clock that is further off than a message can be on its way is wrong. */
const RIGHT_MS = 2 * 60_000;
/** As long as a shift may be without a link; a phone whose clock says more than that is wrong. */
const LATE_MS = 12 * 3_600_000;

/** How far a phone's clock is behind the room's, by what it says the time is at `at`, in ms; 0 if it is right, or says nothing. */
export function phoneClockOff(sentAt: number | null, at: number): number {
  const off = sentAt === null ? 0 : at - sentAt;
  return Math.abs(off) > RIGHT_MS ? off : 0;
}

/** The moment of something that a phone stamped: moved by what its clock is off, never after it arrived; a stamp of another day counts as the arrival. */
export function phoneMoment(said: number, off: number, at: number): number {
  const moment = Math.min(at, said + off);
  return moment < at - LATE_MS ? at : moment;
}
