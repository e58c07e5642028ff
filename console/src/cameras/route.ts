import { lazyRouteComponent } from "@tanstack/react-router";

export const camerasRoute = {
  path: "/cameras",
  component: lazyRouteComponent(() => import("./cameras-screen.tsx"), "CamerasScreen"),
} as const;
