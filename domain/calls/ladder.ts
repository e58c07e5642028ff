/** After how long a caller in danger who waits becomes louder, step by step. Each in ms from when the caller begins to wait. */
export type Ladder = {
  /** Every desk whose telephone is free may take the call by one key. */
  readonly desksMs: number;
  /** All these desks sound. */
  readonly soundMs: number;
  /** The screens of the supervisors have the alarm too, with or without a telephone; the number of the other room rings as well. */
  readonly chiefMs: number;
  /** An ordinary telephone outside the room rings as well; whoever answers first has the call. Null where there is none. */
  readonly telephone: { readonly afterMs: number; readonly to: string } | null;
};

/** The ladder that a line begins with. */
export const FIRST_LADDER: Ladder = { desksMs: 5_000, soundMs: 10_000, chiefMs: 20_000, telephone: null };
