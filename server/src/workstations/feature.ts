import { workstations } from "@amaliyat/contract/workstations";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf } from "../identity/index.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Feature } from "../platform/feature.ts";
import { serve } from "../platform/http/index.ts";
import { layoutsOf } from "./layouts-store.ts";
import { changeLayout, removeLayout, saveLayout } from "./layouts.ts";
import { workstationsOf } from "./workstations-store.ts";
import { createWorkstation, putWindow, removeWindow, removeWorkstation, renameWorkstation } from "./workstations.ts";

const readOnly = { readOnly: true };

export const workstationsFeature = ({ db }: { readonly db: Db }): Feature => ({
  name: "workstations",
  routes: () => [
    serve(workstations.list, async ({ who }) => ok(await transaction(db, scopeOf(who), (tx) => workstationsOf(tx), readOnly))),
    serve(workstations.create, (call) => createWorkstation(db, call)),
    serve(workstations.rename, (call) => renameWorkstation(db, call)),
    serve(workstations.remove, (call) => removeWorkstation(db, call)),
    serve(workstations.putWindow, (call) => putWindow(db, call)),
    serve(workstations.removeWindow, (call) => removeWindow(db, call)),
    serve(workstations.layouts, async ({ who }) => ok(await transaction(db, scopeOf(who), (tx) => layoutsOf(tx), readOnly))),
    serve(workstations.saveLayout, (call) => saveLayout(db, call)),
    serve(workstations.changeLayout, (call) => changeLayout(db, call)),
    serve(workstations.removeLayout, (call) => removeLayout(db, call)),
  ],
});
