import { addDays, type LocalDay, type Period } from "@amaliyat/domain/calendar";

export const NAMED = ["today", "yesterday", "week", "month", "last_month"] as const;
export type Named = (typeof NAMED)[number];

/** The days of a period that has a name, both included. */
export function namedPeriod(name: Named, today: LocalDay): Period {
  const month = today.slice(0, 8);
  const lastOfBefore = addDays(`${month}01`, -1);
  const periods: Readonly<Record<Named, Period>> = {
    today: { from: today, to: today },
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    week: { from: addDays(today, -6), to: today },
    month: { from: `${month}01`, to: today },
    last_month: { from: `${lastOfBefore.slice(0, 8)}01`, to: lastOfBefore },
  };
  return periods[name];
}
