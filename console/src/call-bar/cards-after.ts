export type Stage = "rings" | "talks";

/** Last call here with its stage, and the last call that rang here and was withdrawn unanswered. */
export type Cards = { readonly callId: string | null; readonly stage: Stage; readonly takenBack: string | null };

export const NO_CARDS: Cards = { callId: null, stage: "talks", takenBack: null };

/** Follows one's own calls: a call that neither rings nor talks any more was withdrawn. */
export function cardsAfter({ callId: before, stage: was, takenBack }: Cards, callId: string | null, stage: Stage): Cards {
  return { callId, stage, takenBack: was === "rings" && before !== null && before !== callId ? before : takenBack };
}
