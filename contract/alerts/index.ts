import { publicAlertRoutes } from "./public-routes.ts";
import { alertRoutes } from "./routes.ts";

export * from "./shapes.ts";

export const alerts = { ...alertRoutes, ...publicAlertRoutes } as const;
