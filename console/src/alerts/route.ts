import { lazyRouteComponent } from "@tanstack/react-router";
import { alertsSearch } from "./alerts-search.ts";

export const alertsRoute = {
  path: "/alerts",
  validateSearch: alertsSearch,
  component: lazyRouteComponent(() => import("./alerts-screen.tsx"), "AlertsScreen"),
} as const;
