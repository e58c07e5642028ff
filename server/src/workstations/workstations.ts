import { mayWriteWall, mayWriteWindow, type Workstation, type WorkstationWindow, type workstations } from "@amaliyat/contract/workstations";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { MOST_ADDED_A_DAY, MOST_WORKSTATIONS, type WindowRole } from "@amaliyat/domain/workstations";
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Db, Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { seesAll } from "./seen-cameras-queries.ts";
import {
  countWorkstations,
  deleteWindow,
  deleteWorkstations,
  insertWorkstation,
  lockIdle,
  lockLongestIdle,
  lockWorkstations,
  updateName,
  upsertWindow,
  useWorkstation,
  wallOf,
  workstationsOf,
  type KeptWall,
} from "./workstations-store.ts";

type Routes = typeof workstations;

const one = async (tx: Tx, workstationId: string): Promise<Workstation | null> => (await workstationsOf(tx, workstationId))[0] ?? null;

/** The workstation after an act, or the refusal that there is none. */
async function after(tx: Tx, workstationId: string): Promise<Reply<Routes["putWindow"]>> {
  const found = await one(tx, workstationId);
  return found === null ? refuse({ code: "object.not_found" }) : ok(found);
}

/** Adds a workstation with the next number. Those that nobody uses any more make place first. */
export const createWorkstation = (db: Db, { who, at }: Call<Routes["create"]>): Promise<Reply<Routes["create"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    await lockWorkstations(tx);
    const { count, last, added } = await countWorkstations(tx, who.userId, at);
    if (added >= MOST_ADDED_A_DAY) return refuse({ code: "workstation.too_many_added", params: { most: MOST_ADDED_A_DAY } });
    const removed = await deleteWorkstations(tx, await lockIdle(tx, at));
    if (count - removed.length >= MOST_WORKSTATIONS) removed.push(...(await deleteWorkstations(tx, await lockLongestIdle(tx, at))));
    if (count - removed.length >= MOST_WORKSTATIONS) return refuse({ code: "workstation.too_many" });
    const [workstationId, number] = [randomUUID(), last + 1];
    await insertWorkstation(tx, { workstationId, number, by: who.userId, at });
    const detail = { number, ...(removed.length > 0 && { numbers: removed }) };
    await settle(tx, { who, at }, { type: "workstation.created", about: subjectById("workstation", workstationId), detail });
    return ok({ workstationId, number, name: null, windows: [] });
  });

/** Removes a workstation with its windows. */
export const removeWorkstation = (db: Db, { who, at, params }: Call<Routes["remove"]>): Promise<Reply<Routes["remove"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const before = await one(tx, params.workstationId);
    const [number] = await deleteWorkstations(tx, [params.workstationId]);
    if (before === null || number === undefined) return refuse({ code: "object.not_found" });
    const detail = { number, name: before.name };
    await settle(tx, { who, at }, { type: "workstation.removed", about: subjectById("workstation", params.workstationId), detail });
    return ok(undefined);
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

type Window = { readonly workstationId: string; readonly role: WindowRole };

type Act = { readonly who: Caller; readonly at: number };
type Wall = WorkstationWindow["wall"];

/** Logs that a person replaced the wall that another had arranged; `next` is null for one that was taken away. */
async function logReplaced(tx: Tx, by: Act, { workstationId, role }: Window, before: KeptWall, next: Wall): Promise<void> {
  if (before.wall === null || before.by === by.who.userId || isDeepStrictEqual(before.wall, next)) return;
  const detail = { window: role, personId: before.by, takenAway: next === null };
  await settle(tx, by, { type: "workstation.wall_replaced", about: subjectById("workstation", workstationId), detail });
}

/** Writes down where a window stands and which wall it shows. */
export const putWindow = (db: Db, { who, at, params, body }: Call<Routes["putWindow"]>): Promise<Reply<Routes["putWindow"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { workstationId, role } = params;
    const mayWrite = mayWriteWindow(role, who.role) && (body.wall === undefined || mayWriteWall(who.role));
    if (!mayWrite) return refuse({ code: "workstation.not_your_window" });
    if (!(await useWorkstation(tx, workstationId, at))) return refuse({ code: "object.not_found" });
    if (!(await seesAll(tx, body.wall?.cameras ?? []))) return refuse({ code: "object.not_found" });
    const before = body.wall === undefined ? null : await wallOf(tx, workstationId, role);
    await upsertWindow(tx, workstationId, role, body, who.userId);
    const reply = await after(tx, workstationId);
    if (before !== null) await logReplaced(tx, { who, at }, params, before, body.wall ?? null);
    return reply;
  });

/** Takes a window away that its person closed. */
export const removeWindow = (db: Db, { who, at, params }: Call<Routes["removeWindow"]>): Promise<Reply<Routes["removeWindow"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { workstationId, role } = params;
    if (!mayWriteWindow(role, who.role)) return refuse({ code: "workstation.not_your_window" });
    if (!(await useWorkstation(tx, workstationId, at))) return refuse({ code: "object.not_found" });
    const before = await wallOf(tx, workstationId, role);
    await deleteWindow(tx, workstationId, role);
    const reply = await after(tx, workstationId);
    await logReplaced(tx, { who, at }, params, before, null);
    return reply;
  });
