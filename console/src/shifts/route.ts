import { lazyRouteComponent } from "@tanstack/react-router";
import { shiftsSearch } from "./shifts-search.ts";

export const shiftsRoute = {
  path: "/shifts",
  validateSearch: shiftsSearch,
  component: lazyRouteComponent(() => import("./shifts-screen.tsx"), "ShiftsScreen"),
} as const;
