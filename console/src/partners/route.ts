import { lazyRouteComponent } from "@tanstack/react-router";
import { partnersSearch } from "./partners-search.ts";

export const partnersRoute = {
  path: "/partners",
  validateSearch: partnersSearch,
  component: lazyRouteComponent(() => import("./partners-screen.tsx"), "PartnersScreen"),
} as const;
