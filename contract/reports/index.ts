import { citizenRoutes } from "./citizen-routes.ts";
import { reportDeskRoutes } from "./desk-routes.ts";
import { reportFileRoutes } from "./file-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { open311Routes } from "./open311-routes.ts";
import { formRoutes } from "./form-routes.ts";

export * from "./citizen-shapes.ts";
export * from "./open311-shapes.ts";
export * from "./shapes.ts";

/** The routes of reports: those of citizens, of the room, of files, and of cities' systems. */
export const reports = {
  ...citizenRoutes,
  ...formRoutes,
  ...reportDeskRoutes,
  ...uploadRoutes,
  ...reportFileRoutes,
  ...open311Routes,
} as const;
