import type { RosterLine as ShownLine } from "@amaliyat/contract/shifts";
import type { Role } from "@amaliyat/domain/identity";
import type { RosterLine, ShiftRefusal } from "@amaliyat/domain/shifts";
import { sql, type RawBuilder } from "kysely";
import { asRoom, sqlStateOf, type Tx } from "../../platform/database/index.ts";
import { shiftTables, type LineRecord } from "./shifts-tables.ts";

const lineOfRow = (row: LineRecord): RosterLine => ({
  lineId: row.line_id,
  sectorId: row.sector_id,
  userId: row.user_id,
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
  ...(row.kind === "desk"
    ? { kind: "desk" as const, desk: row.desk ?? "" }
    : { kind: "crew" as const, unitId: row.unit_id ?? "", vehicle: row.vehicle ?? "", radio: row.radio }),
});

type Made = { readonly role: Role; readonly at: number; readonly by: string };

const rowOf = (line: RosterLine, { role, at, by }: Made): LineRecord => ({
  line_id: line.lineId,
  sector_id: line.sectorId,
  kind: line.kind,
  desk: line.kind === "desk" ? line.desk : null,
  unit_id: line.kind === "crew" ? line.unitId : null,
  vehicle: line.kind === "crew" ? line.vehicle : null,
  radio: line.kind === "crew" ? (line.radio ?? null) : null,
  user_id: line.userId,
  role,
  from_at: new Date(line.from),
  to_at: new Date(line.to),
  made_at: new Date(at),
  made_by: by,
  ended_at: null,
});

export async function insertLine(tx: Tx, line: RosterLine, made: Made): Promise<void> {
  await shiftTables(tx).insertInto("roster_line").values(rowOf(line, made)).execute();
}

/** Inserts a line unless the table holds one against it; false then. One that is written in the same moment is waited for. */
export async function insertIfFree(tx: Tx, line: RosterLine, made: Made): Promise<boolean> {
  const added = shiftTables(tx).insertInto("roster_line").values(rowOf(line, made));
  return (await added.onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
}

/** Locks a line for a change; null outside the caller's scope. */
export async function lockLine(tx: Tx, lineId: string): Promise<RosterLine | null> {
  const row = await shiftTables(tx).selectFrom("roster_line").selectAll().where("line_id", "=", lineId).forUpdate().executeTakeFirst();
  return row ? lineOfRow(row) : null;
}

export async function endLine(tx: Tx, lineId: string, at: Date): Promise<void> {
  await shiftTables(tx).updateTable("roster_line").set({ to_at: at, ended_at: at }).where("line_id", "=", lineId).execute();
}

/** Names of those who are seated in a unit at a moment. In the room's own scope. */
export async function namesIn(tx: Tx, unitId: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct p.name from roster_line r join person p using (user_id)
    where r.unit_id = ${unitId} and r.from_at <= ${at} and r.to_at > ${at} order by p.name`.execute(tx);
  return rows.map(({ name }) => name);
}

/** Takes the lines of a unit off the roster that begin after a moment. In the room's own scope. */
export async function deleteLater(tx: Tx, unitId: string, at: Date): Promise<RosterLine[]> {
  const later = shiftTables(tx).deleteFrom("roster_line").where("unit_id", "=", unitId).where("from_at", ">", at);
  return (await later.returningAll().execute()).map(lineOfRow).toSorted((one, other) => one.from - other.from);
}

export async function deleteLine(tx: Tx, lineId: string): Promise<void> {
  await shiftTables(tx).deleteFrom("roster_line").where("line_id", "=", lineId).execute();
}

/** Lines that the caller sees and that touch a span, in every sector: a person sits once, wherever. */
export async function linesIn(tx: Tx, from: Date, to: Date): Promise<RosterLine[]> {
  const rows = await shiftTables(tx).selectFrom("roster_line").selectAll().where("from_at", "<", to).where("to_at", ">", from).execute();
  return rows.map(lineOfRow);
}

/** Lines of one person that touch a span, wherever the person sits. In the room's own scope. */
export async function linesOf(tx: Tx, userId: string, from: Date, to: Date): Promise<RosterLine[]> {
  const lines = shiftTables(tx).selectFrom("roster_line").selectAll().where("user_id", "=", userId);
  return (await lines.where("from_at", "<", to).where("to_at", ">", from).execute()).map(lineOfRow);
}

type ShownRecord = Omit<LineRecord, "made_at" | "made_by" | "ended_at"> & { unit_code: string | null; person_name: string };

async function linesWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<ShownLine[]> {
  const { rows } = await sql<ShownRecord>`
    select r.*, u.name as person_name, case when r.unit_id is null then null else amaliyat_unit_code(r.unit_id) end as unit_code
    from roster_line r join person u using (user_id) where ${condition} order by r.from_at, r.kind desc, r.desk, r.line_id limit 2000`.execute(
    tx,
  );
  return rows.map((row) => ({
    lineId: row.line_id,
    sectorId: row.sector_id,
    kind: row.kind,
    desk: row.desk,
    unitId: row.unit_id,
    unitCode: row.unit_code,
    vehicle: row.vehicle,
    radio: row.radio,
    person: { userId: row.user_id, name: row.person_name },
    role: row.role,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
  }));
}

/** The roster of a span, or of the moment `from` where `to` is left out; of all sectors that the caller sees, or of one. */
export const rosterOf = (tx: Tx, from: string, to: string | undefined, sectorId: string | undefined): Promise<ShownLine[]> =>
  linesWhere(
    tx,
    sql`${to === undefined ? sql`r.from_at <= ${from} and r.to_at > ${from}` : sql`r.from_at < ${to} and r.to_at > ${from}`}
      and ${sectorId === undefined ? sql`true` : sql`r.sector_id = ${sectorId}`}`,
  );

/** Lines by id, in the order of the roster. */
export const shownLines = (tx: Tx, lineIds: readonly string[]): Promise<ShownLine[]> =>
  linesWhere(tx, sql`r.line_id = any (${[...lineIds]}::uuid[])`);

export async function shownLine(tx: Tx, lineId: string): Promise<ShownLine> {
  const [line] = await linesWhere(tx, sql`r.line_id = ${lineId}`);
  if (line === undefined) throw new Error("a line of the roster left its own author's sight");
  return line;
}

/** Seat of a person at a moment. */
export async function seatOf(tx: Tx, userId: string, at: Date): Promise<ShownLine | null> {
  return (await linesWhere(tx, sql`r.user_id = ${userId} and r.from_at <= ${at} and r.to_at > ${at}`))[0] ?? null;
}

/** The accounts of some units. */
export async function accountsOf(tx: Tx, unitIds: readonly string[]): Promise<string[]> {
  const found = sql<{ user_id: string }>`
    select user_id from unit_now where unit_id = any (${[...unitIds]}::uuid[]) and user_id is not null`;
  return (await asRoom(tx, () => found.execute(tx))).rows.map(({ user_id }) => user_id);
}

const CODES: Readonly<Record<string, ShiftRefusal["code"]>> = {
  roster_person: "roster.person_taken",
  roster_desk: "roster.desk_taken",
  roster_vehicle: "roster.vehicle_taken",
  roster_unit: "roster.unit_other_vehicle",
  roster_radio: "roster.radio_taken",
};
const EXCLUDED = "23P01";

/** The refusal of a line that the table itself holds against another; null for every other error. */
export function excludedAs(error: unknown): ShiftRefusal["code"] | null {
  if (sqlStateOf(error) !== EXCLUDED || !(error instanceof Error) || !("constraint" in error)) return null;
  return CODES[String(error.constraint)] ?? null;
}
