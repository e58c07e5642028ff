export type Stage = "rings" | "talks";

/** Which call was last here and how, and which one rang here last and was taken back unanswered. */
export type Cards = { readonly callId: string | null; readonly stage: Stage; readonly takenBack: string | null };

export const NO_CARDS: Cards = { callId: null, stage: "talks", takenBack: null };

/** Follows one's own calls: what no longer rings and does not talk was taken back. */
export function cardsAfter({ callId: before, stage: was, takenBack }: Cards, callId: string | null, stage: Stage): Cards {
  return { callId, stage, takenBack: was === "rings" && before !== null && before !== callId ? before : takenBack };
}
