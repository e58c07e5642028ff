import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, type ReactNode } from "react";
import { RoomMap } from "./lazy-room-map.ts";
import { useText } from "./text.ts";
import "./map.css";

/** The map alone, over the whole of a screen. */
export function MapScreen(): ReactNode {
  const text = useText();
  return (
    <div className="map-whole">
      <h1 className="am-hidden-visually">{text("title")}</h1>
      <Suspense fallback={<LoadingState what={text("title")} />}>
        <RoomMap />
      </Suspense>
    </div>
  );
}
