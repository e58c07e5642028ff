import { citizenRoutes } from "./citizen-routes.ts";
import { reportDeskRoutes } from "./desk-routes.ts";
import { formRoutes } from "./form-routes.ts";
import { reportFileRoutes } from "./file-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";

export * from "./citizen-shapes.ts";
export * from "./shapes.ts";

/** The routes of reports: those of citizens, those of the room, and those of files. */
export const reports = { ...citizenRoutes, ...formRoutes, ...reportDeskRoutes, ...uploadRoutes, ...reportFileRoutes } as const;
