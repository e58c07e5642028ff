import { ALGIERS_OFFSET_MS } from "@amaliyat/domain/calendar";
import {
  ATTRIBUTE_LABELS,
  disposition,
  isAttribute,
  isDisposition,
  isPersonRole,
  isPriority,
  ORIGIN_LABELS,
  PERSON_ROLE_LABELS,
  PRIORITY_LABELS,
  subcategory,
  type Attribute,
} from "@amaliyat/domain/interventions";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../harness/folders.ts";
import type { Case } from "./day-checks.ts";

/** The words with which the console's card says the same, so that the reader reads what a desk reads. */
type Sentences = { readonly log: { readonly event: Readonly<Record<string, string>>; readonly unit: Readonly<Record<string, string>> } };
const sentences = (): Sentences =>
  JSON.parse(readFileSync(join(ROOT, "console", "src", "card", "locales", "ar.json"), "utf8")) as Sentences;

const STATES = { open: "مفتوح", closed: "مغلق", cancelled: "ملغى", merged: "مضموم إلى تدخل آخر" } as const;
const STEPS = [
  ["assigned", "assignedAt"],
  ["accepted", "acceptedAt"],
  ["en_route", "enRouteAt"],
  ["on_scene", "onSceneAt"],
  ["cleared", "clearedAt"],
] as const;

const clock = (at: string): string => new Date(Date.parse(at) + ALGIERS_OFFSET_MS).toISOString().slice(11, 19);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const marks = (attributes: readonly Attribute[]): string =>
  attributes.length === 0 ? "لا شيء" : attributes.map((one) => ATTRIBUTE_LABELS[one].ar).join("، ");

function wordsOf(data: Readonly<Record<string, unknown>>): string[] {
  const [priority, end, role] = [text(data["priority"]), text(data["disposition"]), text(data["role"])];
  const said = data["attributes"];
  return [
    ...(isPriority(priority) ? [PRIORITY_LABELS[priority].ar] : []),
    ...(Array.isArray(said) && said.length > 0 ? [marks(said.map(text).filter(isAttribute))] : []),
    ...(isDisposition(end) ? [disposition(end).labels.ar] : []),
    ...(isPersonRole(role) ? [PERSON_ROLE_LABELS[role].ar] : []),
    text(data["otherReference"]),
    text(data["unitCode"]),
    ...[data["text"], data["outcome"], data["reason"]].map(text),
  ].filter((one) => one !== "");
}

/** A case in Arabic, one line for each thing that stands on its card. */
export function tellCase({ card, people }: Case): string[] {
  const { log } = sentences();
  const events = card.events.map(({ at, kind, by, data }) => {
    const step = kind === "crew_reported" ? log.unit[text(data["step"])] : undefined;
    const what = step ?? log.event[kind] ?? (kind === "noted" ? "ملاحظة:" : kind);
    return { at, line: `${what} ${wordsOf(data).join(" · ")}${by === "" ? "" : ` — ${by}`}` };
  });
  const steps = card.units.flatMap((unit) => [
    ...STEPS.flatMap(([step, field]) => {
      const at = unit[field];
      return at === null ? [] : [{ at, line: `${log.unit[step] ?? step} ${unit.unitCode}` }];
    }),
    ...(unit.endedAt !== null && unit.clearedAt === null
      ? [{ at: unit.endedAt, line: `${log.unit[unit.state] ?? unit.state} ${unit.unitCode} ${unit.reason ?? ""}` }]
      : []),
  ]);
  const lines = [...events, ...steps].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return [
    `التدخل ${card.reference}: ${subcategory(card.subcategory).labels.ar}، ${PRIORITY_LABELS[card.priority].ar}، ${STATES[card.state]}`,
    `   المصدر: ${ORIGIN_LABELS[card.origin].ar}. المكان: ${card.placeText ?? "غير مذكور"}، القطاع ${card.sectorId ?? "؟"}. الظروف: ${marks(card.attributes)}`,
    ...lines.map(({ at, line }) => `   ${clock(at)}  ${line}`),
    ...people.map(({ role, description }) => `   شخص معني: ${PERSON_ROLE_LABELS[role].ar}، ${description ?? ""}`),
    ...card.merged.map(({ reference, subcategory: code, events: own }) => {
      const words = own.flatMap(({ data }) => text(data["text"]) || []).join("؛ ");
      return `   ضُم إليه ${reference}: ${subcategory(code).labels.ar}. ${words}`;
    }),
    ...(card.outcome === null ? [] : [`   النتيجة: ${card.outcome}`]),
    ...(card.cancelReason === null ? [] : [`   سبب الإلغاء: ${card.cancelReason}`]),
  ];
}
