import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";

const DAY_MS = 86_400_000;
/** The longest span of one answer, by the standard. */
const DAYS_MOST = 90;

/** A moment as city systems write it: a day, or ISO 8601 with or without an offset; what has none is in UTC. Null for what is none. */
function momentOf(text: string): number | null {
  const [, day, time = "T00:00:00", offset = "Z"] =
    /^(\d{4}-\d{2}-\d{2})(?:(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text.trim().replace(" ", "+")) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}${time}${offset}`);
  return Number.isFinite(at) && at >= 0 && at < Date.UTC(2100) ? at : null;
}

type Asked = { readonly start_date?: string | undefined; readonly end_date?: string | undefined };
type Span = { readonly from: Date; readonly to: Date };

/** The span that is asked for: 90 days up to its end, or up to now, where its beginning is not said. */
export function spanOf({ start_date: start, end_date: end }: Asked, at: number): Result<Span, Refusal<ErrorCode>> {
  const from = start === undefined ? undefined : momentOf(start);
  if (from === null) return refuse({ code: "report.field_wrong", params: { field: "start_date" } });
  const until = end === undefined ? undefined : momentOf(end);
  if (until === null) return refuse({ code: "report.field_wrong", params: { field: "end_date" } });
  const longest = DAYS_MOST * DAY_MS;
  // A change stamped with this very moment is included.
  const to = until ?? (from === undefined ? at + 1 : Math.max(from, at + 1));
  const begin = from ?? to - longest;
  if (begin > to) return refuse({ code: "report.field_wrong", params: { field: "end_date" } });
  return to - begin > longest + 1
    ? refuse({ code: "report.window_too_long", params: { days: DAYS_MOST } })
    : ok({ from: new Date(begin), to: new Date(to) });
}

/** The most that one answer holds, by the standard. */
export const PAGE_MOST = 1_000;

type PageAsked = { readonly page?: string | undefined; readonly page_size?: string | undefined };
export type Page = { readonly limit: number; readonly offset: number };

const whole = (text: string | undefined, fallback: number, max: number): number | null => {
  if (text === undefined || text.trim() === "") return fallback;
  const number = /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : null;
};

/** The page that is asked for: the first, of as much as one answer holds, where nothing is said. */
export function pageOf({ page, page_size: size }: PageAsked): Result<Page, Refusal<ErrorCode>> {
  const limit = whole(size, PAGE_MOST, PAGE_MOST);
  if (limit === null) return refuse({ code: "report.field_wrong", params: { field: "page_size" } });
  const nth = whole(page, 1, 1_000_000);
  return nth === null ? refuse({ code: "report.field_wrong", params: { field: "page" } }) : ok({ limit, offset: (nth - 1) * limit });
}
