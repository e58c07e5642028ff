/** Escalation for a waiting caller in danger, step by step. Each in ms from the beginning of the wait. */
export type Ladder = {
  /** Every desk whose telephone is free may take the call by one key. */
  readonly desksMs: number;
  /** All these desks sound. */
  readonly soundMs: number;
  /** The screens of the supervisors have the alarm too, with or without a telephone; the number of the other room rings as well. */
  readonly chiefMs: number;
  /** An ordinary telephone outside the room rings as well; the first to answer has the call. Null without one. */
  readonly telephone: { readonly afterMs: number; readonly to: string } | null;
};

/** The ladder that a line begins with. */
export const FIRST_LADDER: Ladder = { desksMs: 5_000, soundMs: 10_000, chiefMs: 20_000, telephone: null };
