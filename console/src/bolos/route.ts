import { lazyRouteComponent } from "@tanstack/react-router";
import { bolosSearch } from "./bolos-search.ts";

export const bolosRoute = {
  path: "/bolos",
  validateSearch: bolosSearch,
  component: lazyRouteComponent(() => import("./bolos-screen.tsx"), "BolosScreen"),
} as const;
