import { DAY_MS, isLocalDay, startOfDay, type LocalDay } from "@amaliyat/domain/calendar";
import { REPORT_KINDS, REPORT_SORTS, REPORT_STATES, type ReportKind, type ReportSort, type ReportState } from "@amaliyat/domain/reports";

export const REPORT_VIEWS = ["queue", "all"] as const;
export type ReportsView = (typeof REPORT_VIEWS)[number];

/** Filter of the list of reports; days are local and both included. */
export type ReportFilter = {
  readonly q?: string;
  readonly state?: ReportState;
  readonly kind?: ReportKind;
  readonly sort?: ReportSort;
  readonly danger?: true;
  readonly from?: LocalDay;
  readonly to?: LocalDay;
};

/** Address parameters of this screen: the part, its filter and the chosen row. */
export type ReportsSearch = ReportFilter & { readonly view?: ReportsView; readonly open?: string };

/** An address may hold `2026`, which the router reads as a number. */
const text = (value: unknown, maxLength: number): string | undefined => {
  const given = typeof value === "number" ? String(value) : value;
  return typeof given === "string" && given.trim() !== "" ? given.trim().slice(0, maxLength) : undefined;
};
const day = (value: unknown): LocalDay | undefined => (typeof value === "string" && isLocalDay(value) ? value : undefined);

/** Removes unset parts. */
function set<T extends object>(given: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

const filterOf = (search: Record<string, unknown>): { readonly [K in keyof ReportFilter]-?: ReportFilter[K] | undefined } => ({
  q: text(search["q"], 40),
  state: REPORT_STATES.find((one) => one === search["state"]),
  kind: REPORT_KINDS.find(({ kind }) => kind === search["kind"])?.kind,
  sort: REPORT_SORTS.find((one) => one === search["sort"]),
  danger: search["danger"] === true ? true : undefined,
  from: day(search["from"]),
  to: day(search["to"]),
});

/** Reads the address; unknown parts are left out. */
export const reportsSearch = (search: Record<string, unknown>): ReportsSearch =>
  set<ReportsSearch>({
    view: REPORT_VIEWS.find((one) => one === search["view"]),
    open: text(search["open"], 40),
    ...filterOf(search),
  });

/** A filter with one part changed; undefined takes it away. */
export const refined = (filter: ReportFilter, change: { readonly [K in keyof ReportFilter]?: ReportFilter[K] | undefined }): ReportFilter =>
  set<ReportFilter>({ ...filterOf({}), ...filter, ...change });

/** The filter as the room is asked. */
export function queryOf({ danger, from, to, ...rest }: ReportFilter) {
  return {
    ...rest,
    ...(danger === undefined ? {} : { danger: "true" }),
    ...(from === undefined ? {} : { from: new Date(startOfDay(from)).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(startOfDay(to) + DAY_MS).toISOString() }),
  };
}

/** Act at opening a report's card: `take` takes it at once, for the alarm line's key. */
type ReportCardSearch = { readonly begin?: "take" };

export const reportCardSearch = (search: Record<string, unknown>): ReportCardSearch =>
  search["begin"] === "take" ? { begin: "take" } : {};
