/** Who sends, as far as it is known: nobody. The log says that a citizen did. */
export const CITIZEN = { userId: null, name: null, role: "citizen" } as const;
