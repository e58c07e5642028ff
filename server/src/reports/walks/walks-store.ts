import type { NewWalk } from "@amaliyat/contract/reports";
import type { Language, Point } from "@amaliyat/domain/kernel";
import { WALK_GRACE_S, WALK_KEPT_HOURS, type Walk } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import { vaultOf, type SealedPlace, type Tx } from "../../platform/database/index.ts";
import { aheadOf } from "../../identity/index.ts";
import type { KeptAsker } from "../rows/askers.ts";

/** Personal facts of a walk; they lie sealed. */
export type SaidOfWalk = {
  readonly device: string;
  readonly contact: NewWalk["contact"];
  readonly place: { readonly point: Point; readonly accuracyM: number | null; readonly fixedAt: number } | null;
};

export type KeptWalk = Walk & {
  readonly walkId: string;
  readonly language: Language;
  readonly deviceHash: Buffer | null;
  readonly codeHash: Buffer;
  readonly saidSealed: Buffer | null;
  readonly from: KeptAsker | null;
};

/** A contact as the card of a report shows it. */
export const contactOf = (said: SaidOfWalk | null): string | null => (said?.contact ? `${said.contact.name} ${said.contact.number}` : null);

type Row = {
  walkId: string;
  codeHash: Buffer;
  deviceHash: Buffer | null;
  state: Walk["state"];
  language: Language;
  beganAt: Date;
  endsAt: Date;
  nth: number;
  saidSealed: Buffer | null;
  network: Buffer | null;
  address: Buffer | null;
};

const columns = sql`walk_id as "walkId", code_hash as "codeHash", device_hash as "deviceHash", state, language, began_at as "beganAt",
  ends_at as "endsAt", nth, said_sealed as "saidSealed", network, address`;

const walkOf = ({ beganAt, endsAt, network, address, ...row }: Row): KeptWalk => ({
  ...row,
  beganAt: beganAt.getTime(),
  endsAt: endsAt.getTime(),
  from: network === null || address === null ? null : { network, address },
});

const about = (walkId: string): string => `report_walk/${walkId}/said`;

export const WALKS_SEALED: SealedPlace = {
  table: "report_walk",
  column: "said_sealed",
  key: ["walk_id"],
  about: ({ walk_id = "" }) => about(walk_id),
};

/** Opens the sealed facts of a walk; null if there are none or they do not open: an alarm is made without them then. */
export function openSaidOfWalk(tx: Tx, { walkId, saidSealed }: Pick<KeptWalk, "walkId" | "saidSealed">): SaidOfWalk | null {
  if (saidSealed === null) return null;
  try {
    return JSON.parse(vaultOf(tx).open(saidSealed, about(walkId))) as SaidOfWalk;
  } catch {
    return null;
  }
}

const sealed = (tx: Tx, walkId: string, said: SaidOfWalk): Buffer => vaultOf(tx).seal(JSON.stringify(said), about(walkId));

export type WalkToInsert = Walk &
  Pick<KeptWalk, "walkId" | "language" | "codeHash" | "deviceHash" | "from"> & { readonly said: SaidOfWalk };

/** Inserts a new walk. False where one lies under its code. */
export async function insertWalk(tx: Tx, w: WalkToInsert): Promise<boolean> {
  const { rows } = await sql`
    insert into report_walk (walk_id, code_hash, device_hash, language, began_at, ends_at, said_sealed, network, address)
    values (${w.walkId}, ${w.codeHash}, ${w.deviceHash}, ${w.language}, ${new Date(w.beganAt)}, ${new Date(w.endsAt)},
      ${sealed(tx, w.walkId, w.said)}, ${w.from?.network ?? null}, ${w.from?.address ?? null})
    on conflict (code_hash) do nothing returning walk_id`.execute(tx);
  return rows.length > 0;
}

/** Locks a walk for a change; null where its code has none. */
export async function lockWalk(tx: Tx, codeHash: Buffer): Promise<KeptWalk | null> {
  const { rows } = await sql<Row>`select ${columns} from report_walk where code_hash = ${codeHash} for update`.execute(tx);
  return rows[0] === undefined ? null : walkOf(rows[0]);
}

/** Moves the times of walks that go on, with a step of the clock: each ends after as long as its person set. */
export async function moveOpenWalks(tx: Tx, byMs: number): Promise<void> {
  const by = sql`${byMs} * interval '1 ms'`;
  await sql`update report_walk set began_at = began_at + ${by}, ends_at = ends_at + ${by} where state = 'walking'`.execute(tx);
}

/** The end of a walk that runs out at `at` by this process's clock; rows may have been moved with a step that it has not taken yet. */
const overdueAt = (tx: Tx, at: number) => sql`(${new Date(at - WALK_GRACE_S * 1_000)}::timestamptz + ${aheadOf(tx)})`;

/** Number of walks that ran out without a sign of life, up to `most`. */
export async function countOverdue(tx: Tx, at: number, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from report_walk where state = 'walking' and ends_at <= ${overdueAt(tx, at)} limit ${limit}) due`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** Locks walks that ran out without a word for the alarm. Those that another server has in hand are left to it. */
export async function lockOverdue(tx: Tx, at: number, limit: number): Promise<KeptWalk[]> {
  const { rows } = await sql<Row>`
    select ${columns} from report_walk where state = 'walking' and ends_at <= ${overdueAt(tx, at)}
    order by ends_at limit ${limit} for update skip locked`.execute(tx);
  return rows.map(walkOf);
}

/** Writes down how a walk stands after a word, and what was said of it if anything new was. */
export async function updateWalk(tx: Tx, walkId: string, { nth, endsAt }: Walk, said: SaidOfWalk | null): Promise<void> {
  await sql`
    update report_walk set nth = ${nth}, ends_at = ${new Date(endsAt)},
      said_sealed = coalesce(${said === null ? null : sealed(tx, walkId, said)}, said_sealed)
    where walk_id = ${walkId}`.execute(tx);
}

/** Its person is home: nothing stays but that there was a walk, so that a late word of the phone begins none anew. */
export async function markHome(tx: Tx, walkId: string, at: Date): Promise<void> {
  await sql`
    update report_walk set state = 'home', over_at = ${at}, said_sealed = null, network = null, address = null, device_hash = null
    where walk_id = ${walkId}`.execute(tx);
}

export type UnderCode = { readonly walkId: string; readonly said: SaidOfWalk | null };

/** Locks the walks under these codes that go on, before their reports are kept: in this order, whoever else makes an alarm of them. */
export async function lockWalksUnder(tx: Tx, codeHashes: readonly Buffer[]): Promise<Map<string, UnderCode>> {
  if (codeHashes.length === 0) return new Map();
  const { rows } = await sql<Pick<KeptWalk, "walkId" | "codeHash" | "saidSealed">>`
    /* kept */ select walk_id as "walkId", code_hash as "codeHash", said_sealed as "saidSealed" from report_walk
    where code_hash = any(${[...codeHashes]}::bytea[]) and state = 'walking' order by code_hash for update`.execute(tx);
  return new Map(rows.map((row) => [row.codeHash.toString("hex"), { walkId: row.walkId, said: openSaidOfWalk(tx, row) }]));
}

/** A walk became a call for help: its place and contact are the report's from now on. */
export async function markAlarmed(tx: Tx, walkId: string, reportId: string, at: Date): Promise<void> {
  await sql`
    /* kept */ update report_walk set state = 'alarmed', over_at = ${at}, report_id = ${reportId}, said_sealed = null, network = null, address = null
    where walk_id = ${walkId}`.execute(tx);
}

/** Forgets walks that were over a day ago. */
export async function forgetWalks(tx: Tx, at: Date): Promise<void> {
  await sql`delete from report_walk where over_at < ${at}::timestamptz - make_interval(hours => ${WALK_KEPT_HOURS})`.execute(tx);
}
