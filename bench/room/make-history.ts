import { CHANNELS, DISPOSITIONS, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import type { Client } from "pg";
import { say } from "../harness/say.ts";
import { SECTORS } from "../town/furnish.ts";

const STREETS = ["شارع أول نوفمبر", "حي النصر", "Rue de la République", "شارع الأمير عبد القادر", "Cité 400 logements", "طريق غرداية"];
const STREETS_MORE = ["حي بوعامر", "نهج الاستقلال", "Avenue de la Palestine", "حي الشرفة", "سوق الحجر", "Boulevard du 5 Juillet"];
const PLACES = [...STREETS, ...STREETS_MORE];
const YEARS = 3;
const UNITS = 40;

/**
 * One statement for all rows. Categories fall off as in a real room (the first sub-categories are the most frequent). Nearly all are
 * closed, some are cancelled, and only the last day has open ones. Random, but the same in every run (setseed).
 */
const ROWS = `
insert into intervention (
  intervention_id, reference, version, kind, origin, channel, sector_id, lat, lon, place_text, subcategory, priority, priority_by_hand,
  opened_at, on_scene_at, closed_at, disposition, outcome, cancelled_at, reason)
select gen_random_uuid(), 'H' || lpad(n::text, 9, '0'), 3, kind, origin, channel, sector, 31.95 + random() / 100, 5.3 + random() / 12,
  place || ' ' || (1 + floor(random() * 400))::int, subcategory, priority, false,
  opened, opened + interval '9 minutes', case when kind = 'closed' then opened + interval '35 minutes' end,
  case when kind = 'closed' then disposition end, case when kind = 'closed' then 'تمت المعالجة في المكان' end,
  case when kind = 'cancelled' then opened + interval '5 minutes' end, case when kind = 'cancelled' then 'duplicate' end
from (
  select n, opened, sector, place, subcategory, disposition, channels[pick] as channel, origins[pick] as origin,
    (array['P1','P2','P2','P3','P3','P3','P4'])[1 + floor(random() * 7)::int] as priority,
    case when opened > now() - interval '4 hours' then 'open' when random() < 0.04 then 'cancelled' else 'closed' end as kind
  from (
    select n, date_trunc('milliseconds', now() - ($1::float8 * n / $2) * interval '365 days') as opened,
      $3::text[] as channels, $4::text[] as origins, 1 + floor(random() * array_length($3::text[], 1))::int as pick,
      ($5::text[])[1 + floor(random() * array_length($5::text[], 1))::int] as sector,
      ($6::text[])[1 + floor(random() * array_length($6::text[], 1))::int] as place,
      ($7::text[])[1 + floor(random() ^ 2 * array_length($7::text[], 1))::int] as subcategory,
      ($8::text[])[1 + floor(random() * array_length($8::text[], 1))::int] as disposition
    from generate_series(1, $2::int) n
  ) drawn
) decided`;

const UNITS_SQL = `
insert into unit (unit_id, code, kind, sector_id, status_since)
select gen_random_uuid(), 'U' || n, 'car', ($1::text[])[1 + n % array_length($1::text[], 1)], now() from generate_series(1, ${UNITS}) n`;

/** A unit for each of the newest interventions: those are what pages show. */
const ASSIGNMENTS = `
insert into assignment (assignment_id, intervention_id, unit_id, kind, assigned_by, assigned_at, accepted_at, en_route_at, on_scene_at, cleared_at)
select gen_random_uuid(), i.intervention_id, u.unit_id, 'cleared', w.user_id, i.opened_at + interval '1 minute', i.opened_at + interval '2 minutes',
  i.opened_at + interval '3 minutes', i.opened_at + interval '9 minutes', i.opened_at + interval '35 minutes'
from (select *, row_number() over (order by opened_at desc) as nth from intervention order by opened_at desc limit 100000) i
join (select unit_id, row_number() over (order by code) as nth from unit) u on u.nth = 1 + i.nth % ${UNITS}
cross join (select user_id from users limit 1) w`;

const NOTES = [
  "سيارة رونو بيضاء لوحتها",
  "شاحنة متوقفة على الرصيف، ترقيمها",
  "Peugeot grise immatriculée",
  "دراجة نارية فرت نحو الشمال",
  "الجريح نقل إلى المستشفى على متن",
  "Deux personnes se disputent devant",
];
const FIRST_NAMES = ["محمد", "أحمد", "فاطمة", "يوسف", "خديجة", "Yacine", "Nadia", "عبد القادر", "سمية", "بلال", "كريم", "Amina"];
const FAMILY_NAMES = ["بن عمار", "حداد", "Benali", "بوزيد", "مرابط", "قاسمي", "Hamdani", "شريف", "زروقي", "بلعيد", "Saïdi", "عثماني"];

/** Two notes of each intervention, each with a plate or a number, and a person concerned of every third. Their words come in one statement. */
const EVENTS = `
insert into intervention_event (intervention_id, seq, at, kind, data)
select i.intervention_id, nth + 1, i.opened_at + nth * interval '4 minutes', 'noted', jsonb_build_object('text',
  ($1::text[])[1 + floor(random() * array_length($1::text[], 1))::int] || ' '
    || lpad(floor(random() * 100000)::int::text, 5, '0') || '-1' || lpad(floor(random() * 26)::int::text, 2, '0') || '-30')
from intervention i, generate_series(1, 2) nth`;
const PERSONS = `
insert into intervention_person (person_id, intervention_id, role, certainty, name, noted_at, noted_by)
select gen_random_uuid(), i.intervention_id, 'witness', 'fact',
  ($1::text[])[1 + floor(random() * array_length($1::text[], 1))::int] || ' ' || ($2::text[])[1 + floor(random() * array_length($2::text[], 1))::int]
    || ' ' || floor(random() * 5000)::int, i.opened_at, w.user_id
from intervention i cross join (select user_id from users limit 1) w where random() < 0.33`;
const TOLD_OF = ["intervention", "intervention_event", "intervention_person"];

/** Indexes that are not held by a constraint: dropped while a million rows are written, and then made as they were. */
async function withoutIndexes(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename in ('intervention', 'intervention_words') and indexname not in (select conname from pg_constraint)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

/** Fills an empty room with this many interventions of three years, as if it had worked that long. */
export async function makeHistory(client: Client, count: number): Promise<void> {
  const begun = performance.now();
  await client.query("set maintenance_work_mem = '512MB'; set synchronous_commit = off; select setseed(0.5)");
  const channels = CHANNELS.map(({ code }) => code);
  const codes = SUBCATEGORIES.map(({ code }) => code);
  await client.query(UNITS_SQL, [SECTORS]);
  await withoutIndexes(client, async () => {
    const origins = CHANNELS.map(({ origin }) => origin);
    const dispositions = DISPOSITIONS.map(({ code }) => code);
    for (const table of TOLD_OF) await client.query(`alter table ${table} disable trigger user`);
    await client.query(ROWS, [YEARS, count, channels, origins, SECTORS, PLACES, codes, dispositions]);
    await client.query(EVENTS, [NOTES]);
    await client.query(PERSONS, [FIRST_NAMES, FAMILY_NAMES]);
    await client.query("select amaliyat_write_words(array(select intervention_id from intervention))");
    for (const table of TOLD_OF) await client.query(`alter table ${table} enable trigger user`);
  });
  await client.query(ASSIGNMENTS);
  // Does the work of autovacuum in a running room: statistics, and the visibility map that every reader uses.
  await client.query("vacuum (analyze) intervention, intervention_event, intervention_person, intervention_words, assignment, unit");
  say(`${count} interventions in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
