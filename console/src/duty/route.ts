import { lazyRouteComponent } from "@tanstack/react-router";

export const dutyRoute = {
  path: "/duty",
  component: lazyRouteComponent(() => import("./duty-screen.tsx"), "DutyScreen"),
} as const;
