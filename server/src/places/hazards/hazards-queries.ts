import type { Hazard as ShownHazard } from "@amaliyat/contract/places";
import { reachOf, reaches, MOST_RADIUS_M, type Hazard, type HazardArea, type HazardContent } from "@amaliyat/domain/places";
import { boxAround, type Point } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Row = {
  hazard_id: string;
  version: number;
  state: Hazard["state"];
  kind: HazardContent["kind"];
  words: string;
  certainty: HazardContent["certainty"];
  source: HazardContent["source"];
  source_words: string | null;
  lat: number;
  lon: number;
  radius_m: number | null;
  address: string | null;
  at_home: boolean;
  sector_id: string | null;
  from_at: Date;
  until_at: Date;
  review_at: Date;
  written_by: string;
  by_name: string;
  written_at: Date;
  first_at: Date;
  confirmed_name: string | null;
  reason: string | null;
};

const areaOf = ({ radius_m, address }: Row): HazardArea =>
  radius_m === null ? { kind: "address", address: address ?? "" } : { kind: "radius", metres: radius_m };

const shown = (row: Row): ShownHazard => ({
  hazardId: row.hazard_id,
  version: row.version,
  state: row.state,
  sectorId: row.sector_id,
  kind: row.kind,
  words: row.words,
  certainty: row.certainty,
  source: row.source,
  sourceWords: row.source_words,
  point: { lat: row.lat, lon: row.lon },
  area: areaOf(row),
  atHome: row.at_home,
  from: row.from_at.toISOString(),
  until: row.until_at.toISOString(),
  reviewAt: row.review_at.toISOString(),
  writtenBy: row.by_name,
  writtenById: row.written_by,
  writtenAt: row.written_at.toISOString(),
  firstAt: row.first_at.toISOString(),
  confirmedBy: row.confirmed_name,
  reason: row.reason,
});

async function hazardsWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<ShownHazard[]> {
  const { rows } = await sql<Row>`
    select h.*, u.name as by_name, c.name as confirmed_name
    from hazard h join person u on u.user_id = h.written_by left join person c on c.user_id = h.confirmed_by
    where ${condition} order by h.first_at desc, h.hazard_id`.execute(tx);
  return rows.map(shown);
}

/** Hazards of the caller's sectors, newest first. */
export const allHazards = (tx: Tx): Promise<ShownHazard[]> => hazardsWhere(tx, sql`true`);

/** A hazard of the caller's sectors; null if there is none such. */
export const hazardById = async (tx: Tx, hazardId: string): Promise<ShownHazard | null> =>
  (await hazardsWhere(tx, sql`h.hazard_id = ${hazardId}`))[0] ?? null;

/** A hazard as the rules of the domain read it. */
export const stateOf = (hazard: ShownHazard): Hazard => {
  const { hazardId, version, state, writtenById, kind, words, certainty, source, sourceWords, point, area, atHome } = hazard;
  const [from, until, reviewAt] = [hazard.from, hazard.until, hazard.reviewAt].map((text) => Date.parse(text));
  const content = {
    kind,
    words,
    certainty,
    source,
    sourceWords,
    point,
    area,
    atHome,
    from: from ?? 0,
    until: until ?? 0,
    reviewAt: reviewAt ?? 0,
  };
  return { hazardId, version, state, writtenBy: writtenById, content };
};

/** Hazards that reach a place and hold now, those that reach farthest last. In the room's own scope: they do not end at a sector's edge. */
export async function hazardsReaching(tx: Tx, place: Point, at: number): Promise<ShownHazard[]> {
  const box = boxAround(place, MOST_RADIUS_M);
  const found = await hazardsWhere(
    tx,
    sql`h.state in ('proposed','confirmed') and h.from_at <= ${new Date(at)} and h.until_at > ${new Date(at)}
      and h.lat between ${box.south} and ${box.north} and h.lon between ${box.west} and ${box.east}`,
  );
  return found.filter((one) => reaches(one, place)).toSorted((a, b) => reachOf(a.area) - reachOf(b.area));
}

/** The users whose crews work on an intervention that a hazard reaches at a moment (ms): their phones read it at once. In the room's own scope. */
export async function crewsReached(tx: Tx, hazard: Pick<ShownHazard, "point" | "area">, at: number): Promise<string[]> {
  const box = boxAround(hazard.point, reachOf(hazard.area));
  const { rows } = await sql<{ user_id: string }>`
    select distinct s.user_id from assignment_steps a join intervention_now i using (intervention_id)
      join intervention_now e on e.intervention_id = any (amaliyat_one_event(i.intervention_id)),
      unnest(amaliyat_speakers(a.unit_id, ${new Date(at)})) s (user_id)
    where a.kind in ('assigned','accepted','en_route','on_scene')
      and e.lat between ${box.south} and ${box.north} and e.lon between ${box.west} and ${box.east}`.execute(tx);
  return rows.map(({ user_id }) => user_id);
}
