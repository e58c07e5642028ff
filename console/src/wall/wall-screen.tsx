import type { ReactNode } from "react";
import { AloneScreen } from "../workstation/index.ts";
import { useText } from "./text.ts";
import { VideoWall } from "./video-wall.tsx";

/** The wall alone, over the whole of a screen. */
export function WallScreen(): ReactNode {
  const text = useText();
  return (
    <AloneScreen title={text("title")}>
      <VideoWall />
    </AloneScreen>
  );
}
