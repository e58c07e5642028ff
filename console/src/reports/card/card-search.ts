/** How the card of a report opens: `take` takes it at once, as a key of the line of alarms asks. */
export type ReportCardSearch = { readonly begin?: "take" };

export const reportCardSearch = (search: Record<string, unknown>): ReportCardSearch =>
  search["begin"] === "take" ? { begin: "take" } : {};
