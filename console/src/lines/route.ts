import { lazyRouteComponent } from "@tanstack/react-router";
import { linesSearch } from "./lines-search.ts";

export const linesRoute = {
  path: "/lines",
  validateSearch: linesSearch,
  component: lazyRouteComponent(() => import("./lines-screen.tsx"), "LinesScreen"),
} as const;
