import { interventions, type InterventionRow } from "@amaliyat/contract/interventions";
import { roomNow } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { read } from "../../api/index.ts";
import { useMay } from "../../session/index.ts";
import { collection, pointAt, type MapFeatures } from "./features.ts";
import type { MapData } from "../use-map-data.ts";

const DAY_MS = 86_400_000;
const AGAIN_MS = 5 * 60_000;
/** Limit of interventions drawn. If the day had more, the newest are drawn. */
const MOST = 2000;

async function readLastDay(signal: AbortSignal): Promise<readonly InterventionRow[]> {
  const from = new Date(roomNow() - DAY_MS).toISOString();
  const rows: InterventionRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(interventions.list, { query: { from, size: 200, ...(cursor === undefined ? {} : { cursor }) }, signal });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST);
  return rows;
}

/** Interventions of the last 24 hours that have a place and were one of their own, each once; the fresher, the heavier. */
export function heatFeatures(lastDay: readonly InterventionRow[], open: readonly InterventionRow[], now: number): MapFeatures {
  const rows = new Map([...lastDay, ...open].map((row) => [row.interventionId, row]));
  const drawn = [...rows.values()].flatMap((row) => {
    const age = now - Date.parse(row.openedAt);
    if (!row.place || row.mergedInto !== null || age > DAY_MS) return [];
    return [pointAt(row.place, { weight: Math.round(100 - (50 * Math.max(0, age)) / DAY_MS) / 100 })];
  });
  return collection(drawn);
}

export type Heat = { readonly features: MapFeatures; readonly failed: boolean };
export const NO_HEAT: Heat = { features: collection([]), failed: false };

/** The heat of the last day while it is wanted; read again every five minutes. Open interventions are there at once. */
export function useHeat(wanted: boolean, data: MapData): Heat {
  const may = useMay(interventions.list);
  const day = useQuery({
    queryKey: ["map", "last-day"],
    queryFn: ({ signal }) => readLastDay(signal),
    enabled: wanted && may,
    refetchInterval: AGAIN_MS,
  });
  return useMemo(() => {
    if (!wanted) return NO_HEAT;
    return { features: heatFeatures(day.data ?? [], data.rows, roomNow()), failed: day.isError };
  }, [wanted, day.data, day.isError, data.rows]);
}
