import { lazyRouteComponent } from "@tanstack/react-router";

/** The map alone, for a screen of its own. */
export const mapRoute = {
  path: "/map",
  component: lazyRouteComponent(() => import("./map-screen.tsx"), "MapScreen"),
} as const;
