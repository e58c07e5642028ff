/** Keys of what is read of the person's own session. Every other key lies in its feature, or in `facts` if several features read it. */
export const SESSION_KEYS = {
  firstRun: ["first-run"],
  session: ["session"],
  sessions: ["sessions"],
  factors: ["factors"],
} as const;
