import { lazyRouteComponent } from "@tanstack/react-router";

export const callRoute = {
  path: "/calls/$callId",
  component: lazyRouteComponent(() => import("./card/call-screen.tsx"), "CallScreen"),
} as const;
