import { lazyRouteComponent } from "@tanstack/react-router";
import { playbackSearch } from "./search.ts";

export const playbackRoute = {
  path: "/playback",
  validateSearch: playbackSearch,
  component: lazyRouteComponent(() => import("./playback-screen.tsx"), "PlaybackScreen"),
} as const;
