import type { Language, Text3 } from "@amaliyat/domain/kernel";
import { GAP_CAUSE_LABELS, isGapCause } from "@amaliyat/domain/recordings";
import alerts from "./alerts.json" with { type: "json" };
import approvals from "./approvals.json" with { type: "json" };
import audit from "./audit.json" with { type: "json" };
import bolos from "./bolos.json" with { type: "json" };
import calls from "./calls.json" with { type: "json" };
import cameras from "./cameras.json" with { type: "json" };
import client from "./client.json" with { type: "json" };
import dispatch from "./dispatch.json" with { type: "json" };
import identity from "./identity.json" with { type: "json" };
import interventions from "./interventions.json" with { type: "json" };
import partners from "./partners.json" with { type: "json" };
import plans from "./plans.json" with { type: "json" };
import places from "./places.json" with { type: "json" };
import platform from "./platform.json" with { type: "json" };
import recordings from "./recordings.json" with { type: "json" };
import reports from "./reports.json" with { type: "json" };
import shifts from "./shifts.json" with { type: "json" };
import statistics from "./statistics.json" with { type: "json" };
import workstations from "./workstations.json" with { type: "json" };

type Explained = Text3 & { readonly status: number };

const all = {
  ...client,
  ...platform,
  ...alerts,
  ...approvals,
  ...audit,
  ...identity,
  ...cameras,
  ...recordings,
  ...interventions,
  ...dispatch,
  ...statistics,
  ...partners,
  ...shifts,
  ...plans,
  ...bolos,
  ...places,
  ...workstations,
  ...calls,
  ...reports,
};

/** Every code that a refusal can carry. Codes are permanent: one is retired, never reused. */
export type ErrorCode = keyof typeof all;

/** Code → HTTP status and its sentence in the three languages, with `{placeholders}`. */
export const ERRORS: Readonly<Record<ErrorCode, Explained>> = all;

/** True if the text is a code of the table. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** A param as a sentence shows it: the cause of a gap by its name in the language, all else as it is. */
const worded = (key: string, value: string | number, language: Language): string =>
  key === "cause" && typeof value === "string" && isGapCause(value) ? GAP_CAUSE_LABELS[value][language] : String(value);

/** The sentence of a code in the three languages, its placeholders filled from `params`. */
export function explain(code: ErrorCode, params: Readonly<Record<string, string | number>>): Text3 {
  const fill = (language: Language): string =>
    ERRORS[code][language].replace(/\{(\w+)\}/g, (whole, key: string) => worded(key, params[key] ?? whole, language));
  return { ar: fill("ar"), fr: fill("fr"), en: fill("en") };
}
