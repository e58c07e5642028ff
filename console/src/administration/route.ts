import { lazyRouteComponent } from "@tanstack/react-router";
import { administrationSearch } from "./administration-search.ts";

export const administrationRoute = {
  path: "/administration",
  validateSearch: administrationSearch,
  component: lazyRouteComponent(() => import("./administration-screen.tsx"), "AdministrationScreen"),
} as const;
