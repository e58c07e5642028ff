import type { ReactNode } from "react";
import { useText } from "./text.ts";
import { VideoWall } from "./video-wall.tsx";

/** The wall alone, over the whole of a screen. */
export function WallScreen(): ReactNode {
  const text = useText();
  return (
    <div className="wall-whole">
      <h1 className="am-hidden-visually">{text("title")}</h1>
      <VideoWall />
    </div>
  );
}
