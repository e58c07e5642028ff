/** Sender of a report, as far as known: nobody. The log says that it was a citizen. */
export const CITIZEN = { userId: null, name: null, role: "citizen" } as const;
