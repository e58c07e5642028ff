import { isLogType, LOG_GROUPS, type LogGroup, type LogType } from "@amaliyat/contract/audit";

export const OUTCOMES = ["done", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Auditor's filter, as it stands in the address. Every part narrows. Times are ISO 8601. */
export type LogSearch = {
  readonly group?: LogGroup;
  readonly type?: LogType;
  readonly person?: string;
  readonly outcome?: Outcome;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_TEXT = 100;

/** An address may hold `42` or `true`, which the router reads as a number or a boolean. */
const text = (value: unknown, maxLength: number): string | undefined => {
  const given = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof given === "string" && given.trim() !== "" ? given.trim().slice(0, maxLength) : undefined;
};
const moment = (value: unknown): string | undefined => {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
};
const type = (value: unknown): LogType | undefined => (typeof value === "string" && isLogType(value) ? value : undefined);
const person = (value: unknown): string | undefined => (typeof value === "string" && UUID.test(value) ? value : undefined);

/** Reads the address; unknown parts are left out. */
export function logSearch(search: Record<string, unknown>): LogSearch {
  const read = {
    group: LOG_GROUPS.find((one) => one === search["group"]),
    type: type(search["type"]),
    person: person(search["person"]),
    outcome: OUTCOMES.find((one) => one === search["outcome"]),
    from: moment(search["from"]),
    to: moment(search["to"]),
    text: text(search["text"], LONGEST_TEXT),
    subjectKind: text(search["subjectKind"], 64),
    subjectId: text(search["subjectId"], 128),
  };
  return without(read);
}

/** Removes unset parts. */
const without = (search: { readonly [K in keyof LogSearch]: LogSearch[K] | undefined }): LogSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

/** The search with some parts changed; `undefined` takes a part out. Another group lets go of a type that is not in it. */
export function changed(search: LogSearch, parts: { readonly [K in keyof LogSearch]?: LogSearch[K] | undefined }): LogSearch {
  const regrouped = "group" in parts && parts.group !== search.group && !("type" in parts);
  return without({ ...search, ...(regrouped ? { type: undefined } : {}), ...parts });
}

/** Narrows the filter by some parts. */
export type Narrow = (parts: Parameters<typeof changed>[1]) => void;

/** The query of the room's routes. A type is narrower than its group, and the room would join the two. */
export function queryOf(search: LogSearch) {
  const { group, type: one, person: actorId, ...rest } = search;
  return {
    ...rest,
    ...(one === undefined ? {} : { types: [one] }),
    ...(one === undefined && group !== undefined ? { groups: [group] } : {}),
    ...(actorId === undefined ? {} : { actorId }),
  };
}

/** True if any filter is set. */
export const isFiltered = (search: LogSearch): boolean => Object.keys(search).length > 0;
