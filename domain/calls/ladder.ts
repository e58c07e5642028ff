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

type Reach = {
  readonly priority: number;
  readonly closed: boolean;
  readonly overflow: unknown;
  readonly ladder: Pick<Ladder, "telephone">;
};

/** True for an open line of callers in danger who reach nobody while the queue is empty: it has no telephone outside and no other room. */
export const reachesNobodyOutside = ({ priority, closed, overflow, ladder }: Reach): boolean =>
  priority === 1 && !closed && overflow === null && ladder.telephone === null;
