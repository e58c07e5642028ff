import type { RosterLine as ShownLine } from "@amaliyat/contract/shifts";
import type { Role } from "@amaliyat/domain/identity";
import type { HeldLine, MovedLine, RosterLine, SeatState, ShiftRefusal } from "@amaliyat/domain/shifts";
import { sql, type RawBuilder } from "kysely";
import { asRoom, sqlStateOf, type Tx } from "../../platform/database/index.ts";
import { shiftTables, type LineRecord } from "./shifts-tables.ts";

type StatedRecord = LineRecord & { readonly state: SeatState };

/** State of a line at a moment, by the rule of the database. */
const stateAt = (at: Date) => sql<SeatState>`amaliyat_line_state(roster_line, ${at})`.as("state");

const lineOfRow = (row: StatedRecord): HeldLine => ({
  lineId: row.line_id,
  sectorId: row.sector_id,
  userId: row.user_id,
  from: row.from_at.getTime(),
  to: row.to_at.getTime(),
  state: row.state,
  endedAt: row.ended_at?.getTime() ?? null,
  plannedFrom: (row.planned_from ?? row.from_at).getTime(),
  plannedTo: (row.planned_to ?? row.to_at).getTime(),
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
  planned_from: null,
  planned_to: null,
});

export async function insertLine(tx: Tx, line: RosterLine, made: Made): Promise<void> {
  await shiftTables(tx).insertInto("roster_line").values(rowOf(line, made)).execute();
}

/** Inserts a line unless the table holds one against it; false then. One that is written in the same moment is waited for. */
export async function insertIfFree(tx: Tx, line: RosterLine, made: Made): Promise<boolean> {
  const added = shiftTables(tx).insertInto("roster_line").values(rowOf(line, made));
  return (await added.onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
}

/** Locks a line for a change at a moment; null outside the caller's scope. */
export async function lockLine(tx: Tx, lineId: string, at: Date): Promise<HeldLine | null> {
  const line = shiftTables(tx).selectFrom("roster_line").selectAll().select(stateAt(at)).where("line_id", "=", lineId).forUpdate();
  const row = await line.executeTakeFirst();
  return row ? lineOfRow(row) : null;
}

/** Planned span of a line that a person ended or moved. */
const plannedOf = ({ plannedFrom, plannedTo }: HeldLine) => ({ planned_from: new Date(plannedFrom), planned_to: new Date(plannedTo) });

/** Ends a line as the rule decided; its planned span stays. */
export async function endLine(tx: Tx, line: HeldLine): Promise<void> {
  const ended = { from_at: new Date(line.from), to_at: new Date(line.to), ended_at: new Date(line.to), ...plannedOf(line) };
  await shiftTables(tx).updateTable("roster_line").set(ended).where("line_id", "=", line.lineId).execute();
}

/** Names of those who are seated in a unit at a moment. In the room's own scope. */
export async function namesIn(tx: Tx, unitId: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct p.name from roster_line r join person p using (user_id)
    where r.unit_id = ${unitId} and amaliyat_line_holds(r, ${at}, 'infinity', ${at}) order by p.name`.execute(tx);
  return rows.map(({ name }) => name);
}

/** Locks the lines of a unit that are not over at a moment, in their order. In the room's own scope. */
export async function lockLinesOfUnit(tx: Tx, unitId: string, at: Date): Promise<HeldLine[]> {
  const lines = shiftTables(tx).selectFrom("roster_line").selectAll().select(stateAt(at)).where("unit_id", "=", unitId);
  const rows = await lines.orderBy("from_at").orderBy("line_id").forUpdate().execute();
  return rows.map(lineOfRow).filter(({ state }) => state !== "over");
}

/** Writes a move of a line. In the room's own scope. */
export async function storeMove(
  tx: Tx,
  { left, goesOn }: Pick<MovedLine, "left" | "goesOn">,
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  const { lineId, sectorId } = goesOn;
  if (left === null) {
    await shiftTables(tx).updateTable("roster_line").set({ sector_id: sectorId }).where("line_id", "=", lineId).execute();
    return;
  }
  await endLine(tx, left);
  const { role } = await shiftTables(tx)
    .selectFrom("roster_line")
    .select("role")
    .where("line_id", "=", left.lineId)
    .executeTakeFirstOrThrow();
  await shiftTables(tx)
    .insertInto("roster_line")
    .values({ ...rowOf(goesOn, { role, at, by }), ...plannedOf(goesOn) })
    .execute();
}

export async function deleteLine(tx: Tx, lineId: string): Promise<void> {
  await shiftTables(tx).deleteFrom("roster_line").where("line_id", "=", lineId).execute();
}

/** Lines that touch a span, as they stand at a moment, in every sector: a person sits once, wherever. In the room's own scope. */
export async function linesIn(tx: Tx, from: Date, to: Date, at: Date): Promise<HeldLine[]> {
  const lines = shiftTables(tx).selectFrom("roster_line").selectAll().select(stateAt(at)).where("from_at", "<", to);
  return (await lines.where("to_at", ">", from).execute()).map(lineOfRow);
}

/** Lines of one person that touch a span, wherever the person sits. In the room's own scope. */
export async function linesOf(tx: Tx, userId: string, from: Date, to: Date, at: Date): Promise<HeldLine[]> {
  const lines = shiftTables(tx).selectFrom("roster_line").selectAll().select(stateAt(at)).where("user_id", "=", userId);
  return (await lines.where("from_at", "<", to).where("to_at", ">", from).execute()).map(lineOfRow);
}

type ShownRecord = StatedRecord & { unit_code: string | null; person_name: string };

async function linesWhere(tx: Tx, condition: RawBuilder<unknown>, at: Date): Promise<ShownLine[]> {
  const { rows } = await sql<ShownRecord>`
    select r.*, u.name as person_name, amaliyat_line_state(r, ${at}) as state,
      case when r.unit_id is null then null else amaliyat_unit_code(r.unit_id) end as unit_code
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
    state: row.state,
  }));
}

type Asked = { readonly from: string; readonly to: string | undefined; readonly sectorId: string | undefined };

/** Lines of a sector's roster, and those by which another sector's roster seats the crews of its units, until they are over. */
const ofSector = (sectorId: string, at: Date) => sql`(r.sector_id = ${sectorId} or (amaliyat_line_state(r, ${at}) <> 'over'
  and exists (select from unit_now t where t.unit_id = r.unit_id and t.retired_at is null and t.sector_id = ${sectorId})))`;

/** The roster of a span, or of the moment `from` where `to` is left out; of all sectors that the caller sees, or of one. */
export const rosterOf = (tx: Tx, { from, to, sectorId }: Asked, at: Date): Promise<ShownLine[]> =>
  linesWhere(
    tx,
    sql`${to === undefined ? sql`amaliyat_line_holds(r, ${from}, 'infinity', ${at})` : sql`r.from_at < ${to} and r.to_at > ${from}`}
      and ${sectorId === undefined ? sql`true` : ofSector(sectorId, at)}`,
    at,
  );

/** Lines by id, in the order of the roster. */
export const shownLines = (tx: Tx, lineIds: readonly string[], at: Date): Promise<ShownLine[]> =>
  linesWhere(tx, sql`r.line_id = any (${[...lineIds]}::uuid[])`, at);

export async function shownLine(tx: Tx, lineId: string, at: Date): Promise<ShownLine> {
  const [line] = await linesWhere(tx, sql`r.line_id = ${lineId}`, at);
  if (line === undefined) throw new Error("a line of the roster left its own author's sight");
  return line;
}

/** Seat of a person at a moment. */
export const seatOf = async (tx: Tx, userId: string, at: Date): Promise<ShownLine | null> =>
  (await linesWhere(tx, sql`r.user_id = ${userId} and amaliyat_line_holds(r, ${at}, 'infinity', ${at})`, at))[0] ?? null;

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
