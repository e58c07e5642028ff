import type { Workstation, workstations } from "@amaliyat/contract/workstations";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { MOST_WORKSTATIONS } from "@amaliyat/domain/workstations";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { deleteWindow, insertWorkstation, lockWorkstations, updateName, upsertWindow, workstationsOf } from "./workstations-store.ts";

type Routes = typeof workstations;

const one = async (tx: Tx, workstationId: string): Promise<Workstation | null> => (await workstationsOf(tx, workstationId))[0] ?? null;

/** The workstation after an act, or the refusal that there is none. */
async function after(tx: Tx, workstationId: string): Promise<Reply<Routes["putWindow"]>> {
  const found = await one(tx, workstationId);
  return found === null ? refuse({ code: "object.not_found" }) : ok(found);
}

/** Adds a workstation with the next number. */
export const createWorkstation = (db: Db, { who, at }: Call<Routes["create"]>): Promise<Reply<Routes["create"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { count, last } = await lockWorkstations(tx);
    if (count >= MOST_WORKSTATIONS) return refuse({ code: "workstation.too_many" });
    const [workstationId, number] = [randomUUID(), last + 1];
    await insertWorkstation(tx, workstationId, number);
    await settle(tx, { who, at }, { type: "workstation.created", about: subjectById("workstation", workstationId), detail: { number } });
    return ok({ workstationId, number, name: null, windows: [] });
  });

/** Names a workstation. */
export const renameWorkstation = (db: Db, { who, at, params, body }: Call<Routes["rename"]>): Promise<Reply<Routes["rename"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { workstationId } = params;
    if (!(await updateName(tx, workstationId, body.name))) return refuse({ code: "object.not_found" });
    const about = subjectById("workstation", workstationId);
    const reply = await after(tx, workstationId);
    await settle(tx, { who, at }, { type: "workstation.renamed", about, detail: { name: body.name } });
    return reply;
  });

/** Writes down where a window stands and which wall it shows. */
export const putWindow = (db: Db, { who, params, body }: Call<Routes["putWindow"]>): Promise<Reply<Routes["putWindow"]>> =>
  transaction(db, scopeOf(who), async (tx) => {
    const stands = await upsertWindow(tx, params.workstationId, params.role, body);
    return stands ? after(tx, params.workstationId) : refuse({ code: "object.not_found" });
  });

/** Takes a window away that its person closed. */
export const removeWindow = (db: Db, { who, params }: Call<Routes["removeWindow"]>): Promise<Reply<Routes["removeWindow"]>> =>
  transaction(db, scopeOf(who), async (tx) => {
    await deleteWindow(tx, params.workstationId, params.role);
    return after(tx, params.workstationId);
  });
