import { lazyRouteComponent } from "@tanstack/react-router";
import { plansSearch } from "./plans-search.ts";

export const plansRoute = {
  path: "/plans",
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import("./plans-screen.tsx"), "PlansScreen"),
} as const;
