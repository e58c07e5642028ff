import { lazyRouteComponent } from "@tanstack/react-router";
import { cardSearch } from "./card-search.ts";

export const interventionRoute = {
  path: "/interventions/$interventionId",
  validateSearch: cardSearch,
  component: lazyRouteComponent(() => import("./card-screen.tsx"), "CardScreen"),
} as const;
