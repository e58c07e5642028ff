import { lazyRouteComponent } from "@tanstack/react-router";
import { reportsSearch, reportCardSearch } from "./reports-search.ts";

export const reportsRoute = {
  path: "/reports",
  validateSearch: reportsSearch,
  component: lazyRouteComponent(() => import("./list/reports-screen.tsx"), "ReportsScreen"),
} as const;

export const reportRoute = {
  path: "/reports/$reportId",
  validateSearch: reportCardSearch,
  component: lazyRouteComponent(() => import("./card/report-screen.tsx"), "ReportScreen"),
} as const;
