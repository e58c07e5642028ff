import { nuisanceAt } from "@amaliyat/domain/calls";
import {
  CROWD_FROM,
  CROWD_MS,
  SPREAD_M,
  SPREAD_MS,
  SPREAD_NETWORKS,
  type RankByHand,
  type ReportKind,
  type Signals,
} from "@amaliyat/domain/reports";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Metres of one degree; a little less than it is, so that the box is never too small. */
const DEGREE_M = 110_000;
/** Rows that are looked at for one report: a flood makes no look-up longer. */
const NEAR_MOST = 200;

type Row = {
  reportId: string;
  danger: boolean;
  kind: ReportKind;
  fixM: number | null;
  proven: boolean;
  answered: boolean;
  trusted: boolean;
  ofAddress: number;
  ofNetwork: number;
  networksNear: number;
  byHand: RankByHand | null;
  score: number | null;
  scoreAt: Date | null;
  origins: { score: number; at: number }[];
};

const around = (ms: number): RawBuilder<unknown> =>
  sql`o.received_at between r.received_at - make_interval(secs => ${ms / 1_000}) and r.received_at + make_interval(secs => ${ms / 1_000})`;

/** Number of other reports with the same value in one column, up to the limit that matters. */
const others = (column: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (select count(*)::int from (select from report o where o.network is not null and o.${column} = r.${column} and o.danger = r.danger
    and o.report_id <> r.report_id and ${around(CROWD_MS)} limit ${CROWD_FROM}) counted)`;

const near = sql`
  case when r.place_source is distinct from 'phone' or r.network is null then 0 else (
    select least(${SPREAD_NETWORKS}::int, count(distinct found.network)::int) from (
      select o.network from report o
      where o.place_source = 'phone' and o.network is not null and o.network <> r.network and o.danger = r.danger and ${around(SPREAD_MS)}
        and o.lat between r.lat - ${SPREAD_M / DEGREE_M}::float8 and r.lat + ${SPREAD_M / DEGREE_M}::float8
        and abs(o.lon - r.lon) * cos(radians(r.lat)) < ${SPREAD_M / DEGREE_M}::float8
      limit ${NEAR_MOST}) found) end`;

/** The signals of reports, as the room knows them now. In the room's own scope. */
export async function signalsOf(
  tx: Tx,
  reportIds: readonly string[],
  at: number,
): Promise<readonly { reportId: string; signals: Signals }[]> {
  const { rows } = await sql<Row>`
    /* kept */ select r.report_id as "reportId", r.danger, r.kind, case when r.place_source = 'phone' then r.accuracy_m end as "fixM",
      r.proven_at is not null as proven, r.answered_room as answered, coalesce(d.trusted, 0) > 0 as trusted, r.by_hand as "byHand",
      ${others(sql.raw("address"))} as "ofAddress", ${others(sql.raw("network"))} as "ofNetwork", ${near} as "networksNear",
      d.score, d.score_at as "scoreAt",
      array(select jsonb_build_object('score', n.score, 'at', extract(epoch from n.score_at) * 1000) from report_network n
        where n.network in (r.network, r.address)) as origins
    from report r left join report_device d on d.device_hash = r.device_hash where r.report_id = any(${[...reportIds]}::uuid[])`.execute(
    tx,
  );
  return rows.map(({ reportId, score, scoreAt, origins, ...row }) => ({
    reportId,
    signals: {
      ...row,
      deviceNuisance: score === null || scoreAt === null ? 0 : nuisanceAt({ score, at: scoreAt.getTime() }, at),
      networkNuisance: Math.max(0, ...origins.map((each) => nuisanceAt(each, at))),
    },
  }));
}

/** Reports of networks that were ranked before each became a crowd; none of networks that are one for long. */
export async function rankedBeforeCrowd(tx: Tx, networks: readonly Buffer[], at: Date): Promise<string[]> {
  const limit = 2 * CROWD_FROM + 80;
  const { rows } = await sql<{ id: string }>`
    /* kept */ select early.report_id as id from unnest(${[...networks]}::bytea[]) as n (network),
      lateral (select report_id, rank_reasons, count(*) over () as many from (
        select r.report_id, r.rank_reasons from report r
        where r.network = n.network and r.danger and r.wave_id is null and r.state = 'waiting'
          and r.received_at > ${at}::timestamptz - make_interval(secs => ${CROWD_MS / 1_000}) limit ${limit}) of_network) early
    where early.many < ${limit} and early.many > ${CROWD_FROM} and not ('crowd' = any (early.rank_reasons))`.execute(tx);
  return rows.map(({ id }) => id);
}
