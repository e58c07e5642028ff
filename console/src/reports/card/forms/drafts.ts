import { REPORT_ENDS, type ReportEnd } from "@amaliyat/domain/reports";
import type { Point } from "@amaliyat/domain/kernel";
import { isPoint } from "../../../facts/index.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** A message before it is sent. `plain`: it goes with the ready answers yes, no and «I do not know». */
export type MessageDraft = { readonly kind: "ask" | "tell"; readonly words: string; readonly plain: boolean };
export const NO_MESSAGE: MessageDraft = { kind: "ask", words: "", plain: false };
export const isMessageDraft = (value: unknown): value is MessageDraft =>
  isObject(value) &&
  (value["kind"] === "ask" || value["kind"] === "tell") &&
  typeof value["words"] === "string" &&
  typeof value["plain"] === "boolean";

/** Chosen ending of a report. */
export type CloseDraft = { readonly end: ReportEnd | null; readonly words: string };
export const NO_CLOSE: CloseDraft = { end: null, words: "" };
export const isCloseDraft = (value: unknown): value is CloseDraft =>
  isObject(value) && (value["end"] === null || REPORT_ENDS.some(({ end }) => end === value["end"])) && typeof value["words"] === "string";

export type PlaceDraft = { readonly words: string; readonly point: Point | null };
export const isPlaceDraft = (value: unknown): value is PlaceDraft =>
  isObject(value) && typeof value["words"] === "string" && (value["point"] === null || isPoint(value["point"]));
