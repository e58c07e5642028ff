import { lazyRouteComponent } from "@tanstack/react-router";
import { placesSearch } from "./places-search.ts";

export const placesRoute = {
  path: "/places",
  validateSearch: placesSearch,
  component: lazyRouteComponent(() => import("./places-screen.tsx"), "PlacesScreen"),
} as const;
