import { lazyRouteComponent } from "@tanstack/react-router";
import { logSearch } from "./log-search.ts";

export const auditRoute = {
  path: "/log",
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import("./audit-screen.tsx"), "AuditScreen"),
} as const;
