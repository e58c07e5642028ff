import type { HandOverLine } from "@amaliyat/contract/shifts";
import { OUT_REASON_LABELS, OUT_REASONS } from "@amaliyat/domain/dispatch";
import { DISPOSITIONS } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { GAP_CAUSE_LABELS, isGapCause } from "@amaliyat/domain/recordings";
import type { HandOverKind } from "@amaliyat/domain/shifts";
import { titleOf } from "../../facts/index.ts";

export const LOG_PARTS = ["all", "interventions", "units", "cameras", "notes"] as const;
export type LogPart = (typeof LOG_PARTS)[number];

const PART_OF: Readonly<Record<HandOverKind, LogPart>> = {
  opened: "interventions",
  raised: "interventions",
  closed: "interventions",
  cancelled: "interventions",
  merged: "interventions",
  split: "interventions",
  reopened: "interventions",
  refused: "units",
  help_called: "units",
  help_ended: "units",
  unit_out: "units",
  unit_back: "units",
  camera_lost: "cameras",
  camera_back: "cameras",
  note: "notes",
};

export const isOfPart = (line: HandOverLine, part: LogPart): boolean => part === "all" || PART_OF[line.kind] === part;

/** Subject of a line: the intervention by its title, the unit or the camera by its code. */
export function subjectOf(line: HandOverLine, language: Language): string {
  const parts = [line.subcategory === null ? null : titleOf(line.subcategory, language), line.unit, line.camera];
  return parts.filter((part) => part !== null).join(" · ");
}

function causeWords(cause: string, language: Language): string {
  if (isGapCause(cause)) return GAP_CAUSE_LABELS[cause][language];
  const reason = OUT_REASONS.find((one) => one === cause);
  return reason === undefined ? cause : OUT_REASON_LABELS[reason][language];
}

/** Text of a line: its disposition, the cause of a loss, and people's words unchanged. */
export function wordsOf(line: HandOverLine, language: Language): string {
  const disposition =
    line.disposition === null ? null : (DISPOSITIONS.find((one) => one.code === line.disposition)?.labels[language] ?? null);
  const cause = line.cause === null ? null : causeWords(line.cause, language);
  return [disposition, cause, line.text].filter((part) => part !== null).join(" · ");
}
