/** Within which somebody at a partner must acknowledge a forward, by its priority, in seconds: a proposal of the room, as no text prescribes it. */
const ANSWER_WITHIN_S: Readonly<Record<string, number>> = { P1: 120, P2: 300, P3: 900, P4: 1800 };

/** The same in milliseconds; a forward without a priority is watched as one of P2. */
export const answerWithinMs = (priority: string | null): number => (ANSWER_WITHIN_S[priority ?? "P2"] ?? 300) * 1000;
