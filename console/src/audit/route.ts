import { lazyRouteComponent } from "@tanstack/react-router";

export const auditRoute = {
  path: "/log",
  component: lazyRouteComponent(() => import("./audit-screen.tsx"), "AuditScreen"),
} as const;
