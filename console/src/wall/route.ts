import { lazyRouteComponent } from "@tanstack/react-router";

/** The wall alone, for a screen of its own. */
export const wallRoute = {
  path: "/wall",
  component: lazyRouteComponent(() => import("./wall-screen.tsx"), "WallScreen"),
} as const;
