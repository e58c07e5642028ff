import { citizenRoutes } from "./citizen-routes.ts";
import { reportDeskRoutes } from "./desk-routes.ts";
import { formRoutes } from "./form-routes.ts";

export * from "./citizen-shapes.ts";
export * from "./shapes.ts";

/** The routes of reports: those of citizens, and those of the room. */
export const reports = { ...citizenRoutes, ...formRoutes, ...reportDeskRoutes } as const;
