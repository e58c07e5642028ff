import { startOfDay } from "../../calendar/index.ts";
import { isCallNature, isLine, type LineNumber, type NatureCode, type OutsideNatureCode } from "../../calls/index.ts";
import {
  isChannel,
  isDisposition,
  isOrigin,
  isSubcategory,
  originOf,
  type ChannelCode,
  type DispositionCode,
  type Origin,
  type SubcategoryCode,
} from "../../interventions/index.ts";
import type { Point } from "../../kernel/index.ts";
import { isReportChannel, isReportNature, type ReportChannelCode, type ReportNatureCode } from "../../reports/index.ts";
import type { Cells } from "./cells.ts";
import { isSourceNumber, SOURCE_NUMBER } from "./columns.ts";

/** In each, `number` is the number under which the source keeps the row; null where the file has none. */
export type ImportedIntervention = {
  readonly kind: "interventions";
  readonly number: string | null;
  readonly openedAt: number;
  readonly origin: Origin;
  readonly channel: ChannelCode;
  readonly subcategory: SubcategoryCode;
  readonly sectorId: string | null;
  readonly point: Point | null;
  readonly onSceneAt: number | null;
  readonly closedAt: number | null;
  readonly disposition: DispositionCode | null;
};

export type ImportedCall = {
  readonly kind: "calls";
  readonly number: string | null;
  readonly arrivedAt: number;
  readonly line: LineNumber;
  readonly nature: NatureCode | OutsideNatureCode;
  readonly sectorId: string | null;
  readonly answeredAfterS: number | null;
  readonly durationS: number | null;
};

export type ImportedReport = {
  readonly kind: "reports";
  readonly number: string | null;
  readonly receivedAt: number;
  readonly channel: ReportChannelCode;
  readonly nature: ReportNatureCode;
  readonly sectorId: string | null;
  readonly point: Point | null;
};

export type ImportedRow = ImportedIntervention | ImportedCall | ImportedReport;

/** Context of a row's check: the sectors of the room, and the present, after which nothing can have happened. */
export type ImportContext = { readonly sectors: ReadonlySet<string>; readonly at: number };

const LONGEST_S = 86_400;

/** The Sûreté nationale was founded on 22 July 1962: an earlier year is a slip of the hand. */
export const FIRST_YEAR = 1962;
const EARLIEST = startOfDay(`${FIRST_YEAR}-01-01`);

function past(cells: Cells, column: string, context: ImportContext, optional?: "optional"): number | null {
  const at = cells.time(column, optional);
  if (at === null) return null;
  if (at < EARLIEST) return cells.fail(column, "import.too_early", { ...cells.shown(column), year: FIRST_YEAR });
  return at > context.at ? cells.fail(column, "import.in_future", cells.shown(column)) : at;
}

function sourceNumber(cells: Cells): string | null {
  return cells.has(SOURCE_NUMBER) ? cells.code(SOURCE_NUMBER, isSourceNumber, "import.wrong_source_number", "optional") : null;
}

function sector(cells: Cells, { sectors }: ImportContext): string | null {
  const known = (text: string): text is string => sectors.has(text);
  return cells.code("sector", known, "import.unknown_sector", "optional");
}

function point(cells: Cells): Point | null {
  const before = cells.problems.length;
  const lat = cells.number("lat", -90, 90);
  const lon = cells.number("lon", -180, 180);
  if (lat !== null && lon !== null) return { lat, lon };
  if (cells.problems.length === before && (lat === null) !== (lon === null)) cells.fail(lat === null ? "lat" : "lon", "import.half_place");
  return null;
}

/** An intervention; without a closing time it was closed nobody knows when. Null if anything is wrong, and then `cells.problems` says what. */
export function readIntervention(cells: Cells, context: ImportContext): ImportedIntervention | null {
  const number = sourceNumber(cells);
  const openedAt = past(cells, "opened_at", context);
  const origin = cells.code("origin", isOrigin, "import.unknown_origin");
  const channel = cells.code("channel", isChannel, "import.unknown_channel");
  const subcategory = cells.code("subcategory", isSubcategory, "import.unknown_subcategory");
  const sectorId = sector(cells, context);
  const place = point(cells);
  const onSceneAt = past(cells, "on_scene_at", context, "optional");
  const closedAt = past(cells, "closed_at", context, "optional");
  const disposition = cells.code("disposition", isDisposition, "import.unknown_disposition", "optional");

  if (origin !== null && channel !== null && originOf(channel) !== origin)
    cells.fail("channel", "import.channel_of_other_origin", { channel, origin });
  if (openedAt !== null && onSceneAt !== null && onSceneAt < openedAt) cells.fail("on_scene_at", "import.before_opening");
  if (openedAt !== null && closedAt !== null && closedAt < openedAt) cells.fail("closed_at", "import.before_opening");
  else if (onSceneAt !== null && closedAt !== null && closedAt < onSceneAt) cells.fail("closed_at", "import.before_arrival");
  if (cells.problems.length === 0 && closedAt !== null && disposition === null) cells.fail("disposition", "import.disposition_missing");

  if (cells.problems.length > 0 || openedAt === null || origin === null || channel === null || subcategory === null) return null;
  return {
    kind: "interventions",
    number,
    openedAt,
    origin,
    channel,
    subcategory,
    sectorId,
    point: place,
    onSceneAt,
    closedAt,
    disposition,
  };
}

/** A call; null if anything is wrong. An abandoned call was never answered: its `answered_after_s` is empty. */
export function readCall(cells: Cells, context: ImportContext): ImportedCall | null {
  const number = sourceNumber(cells);
  const arrivedAt = past(cells, "arrived_at", context);
  const line = cells.code("line", isLine, "import.unknown_line");
  const nature = cells.code("nature", isCallNature, "import.unknown_nature");
  const sectorId = sector(cells, context);
  const answeredAfterS = cells.number("answered_after_s", 0, LONGEST_S);
  const durationS = cells.number("duration_s", 0, LONGEST_S);
  if (cells.problems.length > 0 || arrivedAt === null || line === null || nature === null) return null;
  return { kind: "calls", number, arrivedAt, line, nature, sectorId, answeredAfterS, durationS };
}

/** A report; null if anything is wrong. */
export function readReport(cells: Cells, context: ImportContext): ImportedReport | null {
  const number = sourceNumber(cells);
  const receivedAt = past(cells, "received_at", context);
  const channel = cells.code("channel", isReportChannel, "import.unknown_channel");
  const nature = cells.code("nature", isReportNature, "import.unknown_nature");
  const sectorId = sector(cells, context);
  const place = point(cells);
  if (cells.problems.length > 0 || receivedAt === null || channel === null || nature === null) return null;
  return { kind: "reports", number, receivedAt, channel, nature, sectorId, point: place };
}
