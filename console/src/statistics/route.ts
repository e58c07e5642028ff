import { lazyRouteComponent } from "@tanstack/react-router";

export const statisticsRoute = {
  path: "/statistics",
  component: lazyRouteComponent(() => import("./statistics-screen.tsx"), "StatisticsScreen"),
} as const;
