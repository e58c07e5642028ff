import { calls } from "@amaliyat/contract/calls";
import type { Route } from "@amaliyat/contract/route";
import { DAY_MS, isLocalDay, startOfDay, type LocalDay } from "@amaliyat/domain/calendar";
import { CALL_ENDINGS, isCallNature, type CallEnding, type NatureCode, type OutsideNatureCode } from "@amaliyat/domain/calls";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../api/index.ts";

/** The parts of this screen, each with the route that it is for: a role sees those that it may call. */
const PARTS = {
  board: calls.wallboard,
  calls: calls.list,
  back: calls.abandoned,
  recordings: calls.findRecordings,
  supervise: calls.listen,
  settings: calls.putLine,
  figures: calls.figures,
} as const satisfies Record<string, Pick<Route, "access">>;

export type LinesView = keyof typeof PARTS;
const VIEWS = ["board", "calls", "back", "recordings", "supervise", "settings", "figures"] as const satisfies readonly LinesView[];

/** The parts of a role, in the order of the tabs. */
export const viewsOf = (role: Role): readonly LinesView[] => VIEWS.filter((view) => mayCall(PARTS[view], role));

export const SETTING_PARTS = ["lines", "takers", "trees"] as const;
export type SettingPart = (typeof SETTING_PARTS)[number];
export const CALL_STATES = ["open", "ended"] as const;

/** Filter of the list of calls. Days are local and both included. */
export type CallFilter = {
  readonly q?: string;
  readonly line?: string;
  readonly ending?: CallEnding;
  readonly nature?: NatureCode | OutsideNatureCode;
  readonly state?: (typeof CALL_STATES)[number];
  readonly from?: LocalDay;
  readonly to?: LocalDay;
};

/** Address parameters of this screen: the part («wall» is the wall board), its filter or open item, and the kind of figures. */
export type LinesSearch = CallFilter & {
  readonly view?: LinesView | "wall";
  readonly part?: SettingPart;
  readonly open?: string;
  readonly of?: "reports";
};

/** An address may hold `17`, which the router reads as a number. */
const text = (value: unknown, maxLength: number): string | undefined => {
  const given = typeof value === "number" ? String(value) : value;
  return typeof given === "string" && given.trim() !== "" ? given.trim().slice(0, maxLength) : undefined;
};
const day = (value: unknown): LocalDay | undefined => (typeof value === "string" && isLocalDay(value) ? value : undefined);
const nature = (value: unknown) => (typeof value === "string" && isCallNature(value) ? value : undefined);
const line = (value: unknown): string | undefined => /^\d{2,15}$/.exec(text(value, 15) ?? "")?.[0];

/** Removes unset parts. */
function set<T extends object>(given: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

/** Reads the address; unknown parts are left out. */
export const linesSearch = (search: Record<string, unknown>): LinesSearch =>
  set<LinesSearch>({
    view: ([...VIEWS, "wall"] as const).find((one) => one === search["view"]),
    part: SETTING_PARTS.find((one) => one === search["part"]),
    open: text(search["open"], 40),
    of: search["of"] === "reports" ? "reports" : undefined,
    q: text(search["q"], 40),
    line: line(search["line"]),
    ending: CALL_ENDINGS.find(({ code }) => code === search["ending"])?.code,
    nature: nature(search["nature"]),
    state: CALL_STATES.find((one) => one === search["state"]),
    from: day(search["from"]),
    to: day(search["to"]),
  });

/** A filter with one part changed; undefined takes it away. */
export const refined = (filter: CallFilter, change: { readonly [K in keyof CallFilter]?: CallFilter[K] | undefined }): CallFilter =>
  set<CallFilter>({ ...bare, ...filter, ...change });
const bare = { q: undefined, line: undefined, ending: undefined, nature: undefined, state: undefined, from: undefined, to: undefined };

/** The filter as the room is asked. */
export function queryOf({ state, from, to, ...rest }: CallFilter) {
  return {
    ...rest,
    ...(state === undefined ? {} : { open: state === "open" ? "true" : "false" }),
    ...spanOf(from, to),
  };
}

/** Whole local days as the room is asked for them. */
export function spanOf(from: LocalDay | null | undefined, to: LocalDay | null | undefined) {
  return {
    ...(from ? { from: new Date(startOfDay(from)).toISOString() } : {}),
    ...(to ? { to: new Date(startOfDay(to) + DAY_MS).toISOString() } : {}),
  };
}
