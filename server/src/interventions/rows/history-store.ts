import {
  formatHistoryReference,
  referenceYear,
  type CorrectedEvent,
  type HistoryFacts,
  type InterventionKind,
} from "@amaliyat/domain/interventions";
import type { ImportedIntervention } from "@amaliyat/domain/statistics";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { History, HistoryRow, KnownRow } from "../../platform/history.ts";
import { reserveHistoryNumbers } from "./interventions-store.ts";

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const COLUMNS = sql`opened_at, origin, channel, subcategory, sector_id, lat, lon, on_scene_at, closed_at, disposition`;

/** Rows as one value of JSON, with the columns of the table. */
const valuesOf = (rows: readonly HistoryRow<ImportedIntervention>[], references: readonly string[]): string =>
  JSON.stringify(
    rows.map(({ identity, facts }, nth) => ({
      ...identity,
      reference: references[nth],
      opened_at: iso(facts.openedAt),
      origin: facts.origin,
      channel: facts.channel,
      subcategory: facts.subcategory,
      sector_id: facts.sectorId,
      lat: facts.point?.lat ?? null,
      lon: facts.point?.lon ?? null,
      on_scene_at: iso(facts.onSceneAt),
      closed_at: iso(facts.closedAt),
      disposition: facts.disposition,
    })),
  );

const read = (rows: readonly HistoryRow<ImportedIntervention>[], references: readonly string[] = []) => sql`
  jsonb_to_recordset(${valuesOf(rows, references)}::jsonb) as r(id uuid, key text, beginning text, content text, reference text,
    opened_at timestamptz, origin text, channel text, subcategory text, sector_id text, lat double precision, lon double precision,
    on_scene_at timestamptz, closed_at timestamptz, disposition text)`;

/** References of new interventions, drawn for these alone. */
async function referencesOf(tx: Tx, rows: readonly HistoryRow<ImportedIntervention>[]): Promise<string[]> {
  const years = rows.map(({ facts }) => referenceYear(facts.openedAt));
  const next = new Map<number, number>();
  for (const year of new Set(years)) next.set(year, await reserveHistoryNumbers(tx, year, years.filter((each) => each === year).length));
  return years.map((year) => {
    const number = next.get(year) ?? 1;
    next.set(year, number + 1);
    return formatHistoryReference({ year, number });
  });
}

/** Interventions of earlier years, which an import brings and corrects. */
export const interventionHistory: History<ImportedIntervention> = {
  async knownRows(tx, keys) {
    const { rows } = await sql<KnownRow>`
      select intervention_id as id, import_key as key, import_content as content from intervention where import_key = any(${[...keys]}::text[])`.execute(
      tx,
    );
    return rows;
  },
  async knownBeginnings(tx, beginnings) {
    const { rows } = await sql<{ beginning: string }>`
      select distinct import_beginning as beginning from intervention where import_beginning = any(${[...beginnings]}::text[])`.execute(tx);
    return rows.map(({ beginning }) => beginning);
  },
  async insertRows(tx, importId, rows) {
    await sql`
      insert into intervention (intervention_id, reference, version, kind, priority, priority_by_hand, outcome, import_id, import_key,
        import_beginning, import_content, ${COLUMNS})
      select id, reference, 1, 'closed', 'P3', false, '', ${importId}, key, beginning, content, ${COLUMNS}
      from ${read(rows, await referencesOf(tx, rows))}`.execute(tx);
  },
  async updateRows(tx, rows) {
    await sql`
      update intervention set version = version + 1, (import_key, import_beginning, import_content, ${COLUMNS}) =
        (select key, beginning, content, r.opened_at, r.origin, r.channel, r.subcategory, r.sector_id, r.lat, r.lon, r.on_scene_at, r.closed_at,
          r.disposition)
      from ${read(rows)} where intervention_id = r.id`.execute(tx);
  },
  async nameRows(tx, rows) {
    await sql`
      update intervention set import_key = r.key, import_beginning = r.beginning, import_content = r.content
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, beginning text, content text)
      where intervention_id = r.id`.execute(tx);
  },
};

export type HistoryHere = { readonly kind: InterventionKind; readonly version: number; readonly facts: HistoryFacts };

/** The interventions of these ids as the room has them, locked. */
export async function historyHere(tx: Tx, ids: readonly string[]): Promise<Map<string, HistoryHere>> {
  type Row = Omit<HistoryFacts, "openedAt" | "onSceneAt" | "closedAt" | "point"> & {
    id: string;
    kind: InterventionKind;
    version: number;
    opened_at: Date;
    on_scene_at: Date | null;
    closed_at: Date | null;
    lat: number | null;
    lon: number | null;
  };
  const { rows } = await sql<Row>`
    select intervention_id as id, kind, version, opened_at, origin, channel, subcategory, sector_id as "sectorId", lat, lon, on_scene_at,
      closed_at, disposition
    from intervention where intervention_id = any(${[...ids]}::uuid[]) order by intervention_id for update`.execute(tx);
  return new Map(
    rows.map(({ id, kind, version, opened_at, on_scene_at, closed_at, lat, lon, ...told }) => [
      id,
      {
        kind,
        version,
        facts: {
          ...told,
          openedAt: opened_at.getTime(),
          point: lat === null || lon === null ? null : { lat, lon },
          onSceneAt: on_scene_at?.getTime() ?? null,
          closedAt: closed_at?.getTime() ?? null,
        },
      },
    ]),
  );
}

/** Inserts corrections, each in the log of its intervention, behind `version`. */
export async function insertCorrections(
  tx: Tx,
  corrections: readonly { readonly id: string; readonly version: number; readonly event: CorrectedEvent }[],
): Promise<void> {
  if (corrections.length === 0) return;
  const values = corrections.map(({ id, version, event: { kind, at, by, ...data } }) => ({
    id,
    seq: version + 1,
    at: iso(at),
    by,
    kind,
    data,
  }));
  await sql`
    insert into intervention_event (intervention_id, seq, at, by, kind, data)
    select id, seq, at, by, kind, data
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id uuid, seq integer, at timestamptz, by uuid, kind text, data jsonb)`.execute(
    tx,
  );
}
