import { isoOf } from "../api/iso.ts";
import type { ChosenPlace } from "../storage/kept.ts";
import type { ReportBody } from "../outbox/item.ts";
import { language } from "../text/text.ts";

/** A call for help, as a report: it asks for nothing but itself. */
export const dangerBody = (words: string, place: ChosenPlace | null): Omit<ReportBody, "code" | "device" | "files"> => ({
  kind: "danger",
  sort: "information",
  danger: true,
  language,
  words,
  place,
  placeText: null,
  happenedAt: null,
  writtenAt: isoOf(Date.now()),
  contact: null,
});
