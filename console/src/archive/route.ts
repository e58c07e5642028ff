import { lazyRouteComponent } from "@tanstack/react-router";
import { archiveSearch } from "./archive-search.ts";

export const archiveRoute = {
  path: "/archive",
  validateSearch: archiveSearch,
  component: lazyRouteComponent(() => import("./archive-screen.tsx"), "ArchiveScreen"),
} as const;
