import type { Drive } from "@amaliyat/contract/dispatch";
import type { Priority } from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { useEffect, type ReactNode } from "react";
import type { Fix } from "../storage/buffer.ts";
import { useText } from "../text/use-text.ts";
import { useWork } from "../app/use-patrol.ts";
import { MapSheet } from "./map-sheet.tsx";
import { tilesAlong } from "@amaliyat/ui/town-map";
import { useTownMap } from "./use-town-map.ts";

export type LocalMapProps = {
  readonly drive: Drive | null;
  readonly from: Fix | null;
  readonly to: Point;
  readonly priority: Priority;
  /** The crew has set out: it is followed. */
  readonly isDriving: boolean;
  /** Fallback without a map. */
  readonly bare: ReactNode;
};

const NO_LINE: readonly Point[] = [];

/**
 * The town around the way; without its tiles the bare line, and the reason. Tiles of the way are loaded into the phone while there is a
 * link.
 */
export function LocalMap({ drive, from, to, priority, isDriving, bare }: LocalMapProps): ReactNode {
  const t = useText();
  const { link } = useWork();
  const { map, state, isRead } = useTownMap();
  const line = drive?.line ?? NO_LINE;
  const { lat, lon } = to;
  useEffect(() => {
    if (map === null || state.kind !== "here") return undefined;
    const leaving = new AbortController();
    void map.preload(tilesAlong([...line, { lat, lon }], state.about), leaving.signal);
    return () => leaving.abort();
  }, [map, state, line, lat, lon, link.kind]);
  if (map === null || state.kind !== "here")
    return (
      <>
        {bare}
        {(isRead || link.kind === "down") && <p className="hint">{state.kind === "none" ? t("way.noMap") : t("way.mapAway")}</p>}
      </>
    );
  return <MapSheet map={map} about={state.about} work={{ line, to, from, priority }} isDriving={isDriving} isUp={link.kind === "up"} />;
}
