import type { PlaceHistory } from "@amaliyat/contract/places";
import { isSensitive } from "@amaliyat/domain/places";
import { categoryOf, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { boxAround, distanceM, type Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Row = Pick<PlaceHistory["rows"][number], "reference" | "subcategory" | "disposition" | "state"> & Point & { opened_at: Date };

type Asked = {
  readonly interventionId: string;
  readonly point: Point;
  readonly radiusM: number;
  readonly from: Date;
  readonly to: Date;
  readonly sensitive: boolean;
};

const SENSITIVE = SUBCATEGORIES.map(({ code }) => code).filter(isSensitive);
/** More rows than a person reads; the counts are of all of them. */
const MOST_ROWS = 200;

/** Earlier interventions around a place, in the caller's sectors: neither merged nor cancelled, and without the one asked for. */
export async function earlierAround(tx: Tx, asked: Asked): Promise<Pick<PlaceHistory, "counts" | "rows">> {
  const { interventionId, point, radiusM, from, to, sensitive } = asked;
  const box = boxAround(point, radiusM);
  const { rows } = await sql<Row>`
    select i.reference, i.subcategory, i.kind as state, i.disposition, i.opened_at, i.lat, i.lon from intervention_now i
    where i.lat between ${box.south} and ${box.north} and i.lon between ${box.west} and ${box.east}
      and i.opened_at >= ${from} and i.opened_at < ${to} and i.kind in ('open','closed') and i.intervention_id <> ${interventionId}
      and (${sensitive} or i.subcategory <> all (${SENSITIVE}::text[]))
    order by i.opened_at desc`.execute(tx);
  const within = rows
    .map(({ lat, lon, opened_at, ...row }) => ({ ...row, openedAt: opened_at.toISOString(), metres: distanceM(point, { lat, lon }) }))
    .filter(({ metres }) => metres <= radiusM);
  const counted = Map.groupBy(within, ({ subcategory }) => categoryOf(subcategory));
  const counts = [...counted].map(([category, of]) => ({ category, count: of.length })).toSorted((a, b) => b.count - a.count);
  return { counts, rows: within.slice(0, MOST_ROWS).map((row) => ({ ...row, metres: Math.round(row.metres) })) };
}
