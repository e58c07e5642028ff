import { lazyRouteComponent } from "@tanstack/react-router";

export const roomRoute = {
  path: "/room",
  component: lazyRouteComponent(() => import("./room-screen.tsx"), "RoomScreen"),
} as const;
