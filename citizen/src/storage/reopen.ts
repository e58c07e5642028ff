import { NO_DRAFT, type ChosenFile, type Draft } from "./kept.ts";
import type { Item } from "../outbox/item.ts";

/** Local time as an input of the browser wants it. */
export function localTime(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A report that the room refused for good, as a draft again: all that was written, and which field is to be put right. */
export function draftOf(report: Extract<Item, { kind: "report" }>, items: readonly Item[]): Draft {
  const { kind, sort, place, placeText, happenedAt, words, contact } = report.body;
  const files = items.flatMap((each): ChosenFile[] =>
    each.kind === "upload" && each.code === report.code
      ? [{ fileId: each.fileId, kind: each.fileKind, bytes: each.bytes, original: false, blurred: false, seconds: null }]
      : [],
  );
  return {
    ...NO_DRAFT,
    kind,
    sort,
    place,
    placeText: placeText ?? "",
    happened: happenedAt === null ? "" : localTime(Date.parse(happenedAt)),
    words: words ?? "",
    contact: contact ?? "",
    files,
    fault: report.refused === null ? null : { field: report.field ?? null, text: report.refused },
  };
}

/** The screen on which a field is. */
export const stepOf = (field: NonNullable<Draft["fault"]>["field"]): string =>
  field === "kind" ? "report" : field === "place" ? "report/place" : "report/words";

export const isBegun = (draft: Draft): boolean => JSON.stringify(draft) !== JSON.stringify(NO_DRAFT);
