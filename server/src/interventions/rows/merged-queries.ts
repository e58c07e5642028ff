import type { InterventionCard, InterventionEvent, MergedIntervention } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { chosenColumns, chosenOfColumns, type ChosenColumns } from "./chosen-queries.ts";

type Clip = InterventionCard["clips"][number];
type EventRecord = { seq: number; at: Date; by: string | null; kind: string; data: Record<string, unknown>; of: string };
type ClipRecord = { clip_id: string; camera_id: string; from_at: Date; to_at: Date; kept_until: Date; of: string };
type MergedRecord = Pick<MergedIntervention, "reference" | "channel"> &
  ChosenColumns & {
    intervention_id: string;
    merged_into: string;
    lat: number | null;
    lon: number | null;
    place_text: string | null;
    opened_at: Date;
    merged_at: Date;
    merged_by: string | null;
  };

/** Groups by the intervention to which each belongs. */
function byIntervention<Found extends { readonly of: string }, Shown>(
  found: readonly Found[],
  shown: (each: Found) => Shown,
): Map<string, Shown[]> {
  const groups = new Map<string, Shown[]>();
  for (const each of found) groups.set(each.of, [...(groups.get(each.of) ?? []), shown(each)]);
  return groups;
}

/** The logs of some interventions, each in order. */
export async function logsOf(tx: Tx, interventionIds: readonly string[]): Promise<Map<string, InterventionEvent[]>> {
  const { rows } = await sql<EventRecord>`
    select e.seq, e.at, u.name as by, e.kind, e.data, e.intervention_id as of from intervention_event e left join person u on u.user_id = e.by
    where e.intervention_id = any (${[...interventionIds]}::uuid[]) order by e.intervention_id, e.seq`.execute(tx);
  return byIntervention(rows, ({ of: _of, at, by, ...event }) => ({ ...event, at: at.toISOString(), by: by ?? "" }));
}

/** The clips of some interventions, each by the beginning of what they show. */
export async function clipsOf(tx: Tx, interventionIds: readonly string[]): Promise<Map<string, Clip[]>> {
  const { rows } = await sql<ClipRecord>`
    select clip_id, camera_id, from_at, to_at, kept_until, intervention_id as of from clip
    where intervention_id = any (${[...interventionIds]}::uuid[]) order by from_at`.execute(tx);
  return byIntervention(rows, (clip) => ({
    clipId: clip.clip_id,
    cameraId: clip.camera_id,
    from: clip.from_at.toISOString(),
    to: clip.to_at.toISOString(),
    keptUntil: clip.kept_until.toISOString(),
  }));
}

/**
 * All that was merged into an intervention, and into that, in the order of the merges, each with its log and clips. In the room's own scope: whoever
 * works on the one that stays works on these, also where they were opened in another sector.
 */
export const mergedBelow = (tx: Tx, interventionId: string): Promise<MergedIntervention[]> =>
  asRoom(tx, async () => {
    const { rows } = await sql<MergedRecord>`
      select i.intervention_id, i.reference, i.merged_into, i.channel, ${chosenColumns}, i.lat, i.lon, i.place_text,
        i.opened_at, i.merged_at, (select name from person where user_id = i.merged_by) as merged_by
      from intervention i where i.merged_into is not null and i.intervention_id = any (amaliyat_one_event(${interventionId}))
        and i.intervention_id <> ${interventionId} order by i.merged_at, i.reference`.execute(tx);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.intervention_id);
    const [events, clips] = [await logsOf(tx, ids), await clipsOf(tx, ids)];
    return rows.map((row) => ({
      interventionId: row.intervention_id,
      reference: row.reference,
      into: row.merged_into,
      channel: row.channel,
      ...chosenOfColumns(row),
      place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
      placeText: row.place_text,
      openedAt: row.opened_at.toISOString(),
      mergedAt: row.merged_at.toISOString(),
      mergedBy: row.merged_by ?? "",
      events: events.get(row.intervention_id) ?? [],
      clips: clips.get(row.intervention_id) ?? [],
    }));
  });

/** The points of an intervention and of all that was merged into it; none where no place is known. In the room's own scope. */
export const placesOfEvent = (tx: Tx, interventionId: string): Promise<Point[]> =>
  asRoom(tx, async () => {
    const { rows } = await sql<Point>`
      select distinct lat, lon from intervention
      where intervention_id = any (amaliyat_one_event(${interventionId})) and lat is not null and lon is not null`.execute(tx);
    return rows;
  });
