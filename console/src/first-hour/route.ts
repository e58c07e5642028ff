import { lazyRouteComponent } from "@tanstack/react-router";

export const firstHourRoute = {
  path: "/first-hour",
  component: lazyRouteComponent(() => import("./first-hour-screen.tsx"), "FirstHourScreen"),
} as const;
