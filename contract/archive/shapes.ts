import { z } from "zod";
import { boloRow } from "../bolos/index.ts";
import { callRow } from "../calls/index.ts";
import { interventionRow } from "../interventions/index.ts";
import { reportRow } from "../reports/index.ts";
import { id, instant, point, text3 } from "../route/fields.ts";

export const ARCHIVE_SOURCES = ["intervention", "call", "report", "bolo"] as const;
export type ArchiveSource = (typeof ARCHIVE_SOURCES)[number];

/** Words of an intervention that its row does not show: its notes, and its people concerned. */
export const FOUND_IN = ["note", "person"] as const;
export type FoundIn = (typeof FOUND_IN)[number];

/** One thing that was found, as the list of its feature shows it; `at` is when it began. */
const archiveItem = z.discriminatedUnion("source", [
  z.object({
    source: z.literal("intervention"),
    at: instant,
    row: interventionRow,
    /** Words by which it was found, if not by those of its row. Only a role that may read the people concerned finds by them. */
    foundIn: z.enum(FOUND_IN).nullable(),
    /** The first of its clips that are kept; null if there is none. */
    clip: z.object({ cameraId: id, from: instant, to: instant }).nullable(),
  }),
  z.object({ source: z.literal("call"), at: instant, row: callRow }),
  z.object({ source: z.literal("report"), at: instant, row: reportRow }),
  z.object({ source: z.literal("bolo"), at: instant, row: boloRow }),
]);
export type ArchiveItem = z.output<typeof archiveItem>;

/** Id of what was found, over all sources. */
export function itemId(item: ArchiveItem): string {
  switch (item.source) {
    case "intervention":
      return item.row.interventionId;
    case "call":
      return item.row.callId;
    case "report":
      return item.row.reportId;
    case "bolo":
      return item.row.boloId;
  }
}

/** The words as the room read them, so that a person sees what was searched. */
const read = z.object({
  span: z.object({ from: instant, to: instant }).nullable(),
  /** Codes of categories and sub-categories. */
  kinds: z.array(z.string()),
  /** Words that were compared as they are, folded. */
  rest: z.string(),
  place: z.object({ names: text3, point, radiusM: z.number() }).nullable(),
});

export const archiveFound = z.object({
  read,
  /** Sources that the caller's role may search. */
  sources: z.array(z.enum(ARCHIVE_SOURCES)),
  rows: z.array(archiveItem),
  next: z.string().nullable(),
});
export type ArchiveFound = z.output<typeof archiveFound>;
