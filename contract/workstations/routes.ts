import { ROLES } from "@amaliyat/domain/identity";
import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { counted, id } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { arrangement, layout, newLayoutName, newWorkstationName, windowChange, windowRole, workstation } from "./shapes.ts";
import { sideRolesOf } from "./window-roles.ts";

/** Everybody but crews, which have an app of their own. */
const sitting = rolesOfRoom(...ROLES.filter((role) => role !== "patrol"));
/** Those who may open a window beside the work. */
const withWindows = rolesOfRoom(...ROLES.filter((role) => sideRolesOf(role).length > 0));
const watchers = rolesOfRoom("operator", "call_taker", "dispatcher", "supervisor");
const PLACE_OF_WINDOWS = "where windows stand, and which cameras a wall offers; each picture that is opened is logged by itself";
const PLACE_OF_WALLS = `${PLACE_OF_WINDOWS}; a wall that another person replaces is, as workstation.wall_replaced`;
const params = z.object({ workstationId: id });
const ofWindow = params.extend({ role: windowRole });
const ofLayout = z.object({ layoutId: id });
const version = counted.min(1);
const saved = z.object({ name: newLayoutName, isShared: z.boolean(), ...arrangement.shape });

/** Workstations of the room, their windows, and the layouts of walls. */
export const workstations = {
  list: route({
    name: "workstations.list",
    method: "GET",
    path: "/api/workstations",
    summary: "Every workstation with its windows, by number",
    access: sitting,
    log: notLogged(PLACE_OF_WINDOWS),
    reply: z.array(workstation),
  }),
  create: route({
    name: "workstations.create",
    method: "POST",
    path: "/api/workstations",
    summary: "Add a workstation: it gets the next number. Those without a name that nobody uses any more are removed",
    access: withWindows,
    log: byUseCase("workstation.created"),
    reply: workstation,
    errors: ["workstation.too_many", "workstation.too_many_added"],
  }),
  rename: route({
    name: "workstations.rename",
    method: "PUT",
    path: "/api/workstations/:workstationId/name",
    summary: "Name a workstation; null leaves it its number alone",
    access: rolesOfRoom("supervisor", "administrator"),
    log: byUseCase("workstation.renamed"),
    params,
    body: z.object({ name: newWorkstationName.nullable() }),
    reply: workstation,
    errors: ["object.not_found"],
  }),
  remove: route({
    name: "workstations.remove",
    method: "DELETE",
    path: "/api/workstations/:workstationId",
    summary: "Remove a workstation with its windows; a browser that is this one becomes another when it opens a window",
    access: rolesOfRoom("supervisor", "administrator"),
    log: byUseCase("workstation.removed"),
    params,
    errors: ["object.not_found"],
  }),
  putWindow: route({
    name: "workstations.putWindow",
    method: "PUT",
    path: "/api/workstations/:workstationId/windows/:role",
    summary: "A window of a workstation stands there, and shows this wall; what is left out stays as it is",
    access: withWindows,
    log: notLogged(PLACE_OF_WALLS),
    params: ofWindow,
    body: windowChange,
    reply: workstation,
    errors: ["object.not_found", "workstation.not_your_window"],
  }),
  removeWindow: route({
    name: "workstations.removeWindow",
    method: "DELETE",
    path: "/api/workstations/:workstationId/windows/:role",
    summary: "A window of a workstation was closed by its person, and is not opened again",
    access: withWindows,
    log: notLogged(PLACE_OF_WALLS),
    params: ofWindow,
    reply: workstation,
    errors: ["object.not_found", "workstation.not_your_window"],
  }),
  layouts: route({
    name: "workstations.layouts",
    method: "GET",
    path: "/api/layouts",
    summary: "Saved walls: one's own and those that are shared, by name",
    access: watchers,
    log: notLogged(PLACE_OF_WINDOWS),
    reply: z.array(layout),
  }),
  saveLayout: route({
    name: "workstations.saveLayout",
    method: "POST",
    path: "/api/layouts",
    summary: "Save a wall under a new name",
    access: watchers,
    log: byUseCase("layout.saved"),
    body: saved,
    reply: layout,
    errors: ["object.not_found", "layout.name_taken", "layout.too_many"],
  }),
  changeLayout: route({
    name: "workstations.changeLayout",
    method: "PUT",
    path: "/api/layouts/:layoutId",
    summary: "Save a wall under the name that it has, or rename or share it; its owner, or a supervisor for a shared one",
    access: watchers,
    log: byUseCase("layout.saved"),
    params: ofLayout,
    body: saved.extend({ version }),
    reply: layout,
    errors: ["object.not_found", "layout.changed_meanwhile", "layout.name_taken", "layout.not_yours"],
  }),
  removeLayout: route({
    name: "workstations.removeLayout",
    method: "DELETE",
    path: "/api/layouts/:layoutId",
    summary: "Remove a saved wall; its owner, or a supervisor for a shared one",
    access: watchers,
    log: byUseCase("layout.removed"),
    params: ofLayout,
    errors: ["object.not_found", "layout.not_yours"],
  }),
} as const;
