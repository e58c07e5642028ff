import type { Layout, workstations } from "@amaliyat/contract/workstations";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { MOST_LAYOUTS } from "@amaliyat/domain/workstations";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import { isUniqueViolation, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { countOwn, deleteLayout, insertLayout, isNameTaken, layoutsOf, lockLayouts, updateLayout } from "./layouts-store.ts";
import { seesAll } from "./seen-cameras-queries.ts";

type Routes = typeof workstations;

const one = async (tx: Tx, layoutId: string): Promise<Layout | null> => (await layoutsOf(tx, layoutId))[0] ?? null;

/** The layout after it was written; that it is gone is a bug. */
async function written(tx: Tx, layoutId: string): Promise<Layout> {
  const found = await one(tx, layoutId);
  if (found === null) throw new Error("a layout is gone that was written a moment ago");
  return found;
}

const mayChange = (who: Caller, layout: Layout): boolean => layout.ownerId === who.userId || (layout.isShared && who.role === "supervisor");

const log = (tx: Tx, who: Caller, at: number, { layoutId, name, isShared }: Layout): Promise<void> =>
  settle(tx, { who, at }, { type: "layout.saved", about: subjectById("layout", layoutId), detail: { name, shared: isShared } });

/** Saves a wall under a new name. */
export const saveLayout = (db: Db, { who, at, body }: Call<Routes["saveLayout"]>): Promise<Reply<Routes["saveLayout"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    await lockLayouts(tx);
    if (!(await seesAll(tx, body.cameras))) return refuse({ code: "object.not_found" });
    const saved = { ...body, layoutId: randomUUID(), ownerId: who.userId, version: 1, at };
    if ((await countOwn(tx, who.userId)) >= MOST_LAYOUTS) return refuse({ code: "layout.too_many", params: { most: MOST_LAYOUTS } });
    if (await isNameTaken(tx, saved)) return refuse({ code: "layout.name_taken" });
    await insertLayout(tx, saved);
    const layout = await written(tx, saved.layoutId);
    await log(tx, who, at, layout);
    return ok(layout);
  });

/** Saves a wall under its name, renames or shares it. A supervisor does not see the owner's private layouts: the index finds their names. */
export const changeLayout = (db: Db, call: Call<Routes["changeLayout"]>): Promise<Reply<Routes["changeLayout"]>> =>
  change(db, call).catch((cause: unknown) => {
    if (isUniqueViolation(cause, "layout_own_name")) return refuse({ code: "layout.name_taken" });
    throw cause;
  });

const change = (db: Db, { who, at, params, body }: Call<Routes["changeLayout"]>): Promise<Reply<Routes["changeLayout"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    await lockLayouts(tx);
    const before = await one(tx, params.layoutId);
    if (before === null) return refuse({ code: "object.not_found" });
    if (!mayChange(who, before)) return refuse({ code: "layout.not_yours" });
    if (before.version !== body.version) return refuse({ code: "layout.changed_meanwhile" });
    const { layoutId, ownerId } = before;
    // Nobody but its owner would see a layout that another person stops to share.
    if (!body.isShared && ownerId !== who.userId) return refuse({ code: "layout.not_yours" });
    if (!(await seesAll(tx, body.cameras))) return refuse({ code: "object.not_found" });
    const saved = { ...body, layoutId, ownerId, version: before.version + 1, at };
    if (await isNameTaken(tx, saved)) return refuse({ code: "layout.name_taken" });
    await updateLayout(tx, saved);
    const layout = await written(tx, layoutId);
    await log(tx, who, at, layout);
    return ok(layout);
  });

/** Removes a saved wall. */
export const removeLayout = (db: Db, { who, at, params }: Call<Routes["removeLayout"]>): Promise<Reply<Routes["removeLayout"]>> =>
  refusable(db, scopeOf(who), async (tx) => {
    await lockLayouts(tx);
    const before = await one(tx, params.layoutId);
    if (before === null) return refuse({ code: "object.not_found" });
    if (!mayChange(who, before)) return refuse({ code: "layout.not_yours" });
    await deleteLayout(tx, params.layoutId);
    const detail = { name: before.name, shared: before.isShared };
    await settle(tx, { who, at }, { type: "layout.removed", about: subjectById("layout", params.layoutId), detail });
    return ok(undefined);
  });
