import type { Text3 } from "../kernel/index.ts";

/** The steps between which the figures measure, in their order. */
export const INTERVALS = ["opened_assigned", "assigned_accepted", "accepted_on_scene", "on_scene_closed", "opened_on_scene"] as const;
export type IntervalCode = (typeof INTERVALS)[number];

export const INTERVAL_LABELS: Readonly<Record<IntervalCode, Text3>> = {
  opened_assigned: { ar: "من الفتح إلى التكليف", fr: "Ouverture → affectation", en: "Opened → assigned" },
  assigned_accepted: { ar: "من التكليف إلى القبول", fr: "Affectation → acceptation", en: "Assigned → accepted" },
  accepted_on_scene: { ar: "من القبول إلى الوصول", fr: "Acceptation → arrivée", en: "Accepted → on scene" },
  on_scene_closed: { ar: "من الوصول إلى الغلق", fr: "Arrivée → clôture", en: "On scene → closed" },
  opened_on_scene: { ar: "من الفتح إلى الوصول", fr: "Ouverture → arrivée", en: "Opened → on scene" },
};

/** Groupings of the figures. `all` is not split. */
export const INTERVAL_GROUPS = ["all", "sector", "category", "hour"] as const;
export type IntervalGroup = (typeof INTERVAL_GROUPS)[number];

export const PERCENTILES = [0.5, 0.9, 0.95] as const;

/** Figures of one interval: the number measured, their percentiles in seconds, and the unmeasured ones, each with its cause. */
export type IntervalFigure = {
  readonly sample: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** The later stamp lies before the earlier one. */
  readonly negative: number;
  /** Closed, and one of the two stamps was never set. */
  readonly missing: number;
  /** Still open: the later stamp may yet come. */
  readonly pending: number;
};

/**
 * The value below which the part `p` of the values lies, interpolated between two of them as `percentile_cont` of SQL does. Null without
 * values.
 */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below === undefined || above === undefined ? null : below + (above - below) * (at - Math.floor(at));
}

/** Two stamps of one intervention, in ms; null where one was not set. */
export type Stamps = { readonly from: number | null; readonly to: number | null; readonly open: boolean };

/** The figure of some interventions, computed one by one; the room does it in SQL and is held against this. */
export function figureOf(stamps: readonly Stamps[]): IntervalFigure {
  const seconds: number[] = [];
  let [negative, missing, pending] = [0, 0, 0];
  for (const { from, to, open } of stamps) {
    if (from === null || to === null) {
      if (open) pending += 1;
      else missing += 1;
    } else if (to < from) negative += 1;
    else seconds.push((to - from) / 1000);
  }
  const [p50 = null, p90 = null, p95 = null] = PERCENTILES.map((p) => percentile(seconds, p));
  return { sample: seconds.length, p50, p90, p95, negative, missing, pending };
}
