import { addDays, localDay, startOfDay } from "../calendar/index.ts";
import type { Interval, Text3 } from "../kernel/index.ts";

const HOUR_MS = 3_600_000;

type Template = { readonly id: string; readonly beginsAt: number; readonly hours: number; readonly labels: Text3 };

/** The three shifts of a day, as the wilaya works them; `beginsAt` is the local hour. */
export const SHIFT_TEMPLATES = [
  { id: "morning", beginsAt: 6, hours: 8, labels: { ar: "نوبة الصباح", fr: "Vacation du matin", en: "Morning shift" } },
  { id: "afternoon", beginsAt: 14, hours: 8, labels: { ar: "نوبة المساء", fr: "Vacation de l’après-midi", en: "Afternoon shift" } },
  { id: "night", beginsAt: 22, hours: 8, labels: { ar: "نوبة الليل", fr: "Vacation de nuit", en: "Night shift" } },
] as const satisfies readonly Template[];
export type ShiftTemplate = (typeof SHIFT_TEMPLATES)[number];

/** The span of a template that goes on at a moment, else its next one. */
export function spanOfTemplate({ beginsAt, hours }: ShiftTemplate, now: number): Interval {
  const today = localDay(now);
  const spans = [-1, 0, 1].map((days) => {
    const from = startOfDay(addDays(today, days)) + beginsAt * HOUR_MS;
    return { from, to: from + hours * HOUR_MS };
  });
  return spans.find(({ to }) => to > now) ?? { from: now, to: now + hours * HOUR_MS };
}

/** The template that goes on at a moment: together they fill the day. */
export function templateAt(now: number): ShiftTemplate {
  const isOn = (template: ShiftTemplate): boolean => spanOfTemplate(template, now).from <= now;
  return SHIFT_TEMPLATES.find(isOn) ?? SHIFT_TEMPLATES[0];
}
