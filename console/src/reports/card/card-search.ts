/** Act at opening a report's card: `take` takes it at once, for the alarm line's key. */
export type ReportCardSearch = { readonly begin?: "take" };

export const reportCardSearch = (search: Record<string, unknown>): ReportCardSearch =>
  search["begin"] === "take" ? { begin: "take" } : {};
