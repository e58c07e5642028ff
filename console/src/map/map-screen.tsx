import { LoadingState } from "@amaliyat/ui/feedback";
import { Suspense, type ReactNode } from "react";
import { AloneScreen } from "../workstation/index.ts";
import { RoomMap } from "./lazy-room-map.ts";
import { useText } from "./text.ts";

/** The map alone, over the whole of a screen. */
export function MapScreen(): ReactNode {
  const text = useText();
  return (
    <AloneScreen title={text("title")}>
      <Suspense fallback={<LoadingState what={text("title")} />}>
        <RoomMap />
      </Suspense>
    </AloneScreen>
  );
}
