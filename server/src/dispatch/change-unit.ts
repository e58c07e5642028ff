import type { Unit } from "@amaliyat/contract/dispatch";
import type { LogType } from "@amaliyat/contract/audit";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import type { DispatchTables } from "./dispatch-tables.ts";
import { tellingsOfUnits } from "./tell-unit.ts";
import { unitById } from "./units-queries.ts";
import { lockUnit, unitOfUser } from "./units-store.ts";

type UnitRow = Omit<DispatchTables["unit"], "crew" | "in_service"> & { readonly crew: string[]; readonly in_service: boolean };

/** The person of a change. */
type Author = Pick<Caller, "userId" | "name" | "role" | "sessionId" | "covers">;

/** One change of one unit by one person. */
export type UnitAct = {
  readonly who: Author;
  readonly at: number;
  readonly unitId: string;
  readonly type: LogType;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Changes the row under its lock, or refuses. */
  readonly change: (tx: Tx, row: UnitRow) => Promise<Result<void, Refusal<ErrorCode>>>;
};

/** Runs a change: lock, change, log, tell. A patrol changes its own unit only, everybody else those of their sectors. */
export async function changeUnitBy(db: Db, { who, at, unitId, type, detail, change }: UnitAct): Promise<Result<Unit, Refusal<ErrorCode>>> {
  return transaction(db, who.role === "patrol" ? SYSTEM : { userId: who.userId, role: who.role, sectors: who.covers }, async (tx) => {
    const row = await lockUnit(tx, unitId);
    const isOwn = row !== undefined && (who.role === "patrol" ? row.user_id === who.userId : who.covers.includes(row.sector_id));
    if (!isOwn) return refuse({ code: "object.not_found" });
    const changed = await change(tx, row);
    if (!changed.ok) return changed;
    const unit = await unitById(tx, unitId, at);
    if (unit === null) throw new Error("a unit left its own author's sight");
    const tellings = await tellingsOfUnits(tx, [unitId], unit.interventionId ?? unitId, at);
    await append(tx, {
      at,
      type,
      actor: actorOf(who),
      subject: { kind: "unit", id: unitId },
      sectorId: unit.sectorId,
      detail: { code: unit.code, ...detail },
    });
    await tell(tx, at, tellings);
    return ok(unit);
  });
}

/** The unit that a patrol speaks for; null if it is none's. */
export const ownUnit = (db: Db, who: Caller): Promise<string | null> =>
  transaction(db, SYSTEM, async (tx) => (await unitOfUser(tx, who.userId))?.unit_id ?? null, { readOnly: true });
