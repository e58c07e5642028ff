import { cameras as cameraRoutes } from "@amaliyat/contract/cameras";
import type { Point } from "@amaliyat/domain/kernel";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { cameraList, siteList, useRoom, useSectors } from "../../facts/index.ts";
import { useMay } from "../../session/index.ts";
import { MapFoot } from "../controls/map-foot.tsx";
import { cameraFeatures, coneFeatures, sectorFeatures, siteFeatures } from "../drawing/features.ts";
import { NO_HEAT } from "../drawing/heat.ts";
import { hasWebGl, type MapView } from "../drawing/map-view.ts";
import { useShown } from "../map-layers.ts";
import { useText } from "../text.ts";
import { useGround } from "../use-ground.ts";
import { useMapView } from "../use-map-view.ts";
import type { Frame } from "./frame.ts";
import { PlacingLayer, type LayerProps } from "./placing-layer.tsx";
import { PlanGround } from "./plan-ground.tsx";
import { openingOn, type Opening, type Size } from "./plan-frame.ts";
import "maplibre-gl/dist/maplibre-gl.css";
import "../map.css";

export type PlacingMapProps = Pick<LayerProps, "inMiddle" | "onPress" | "children"> & {
  /** Points that are seen at the beginning; without any, the town as the room opens. */
  readonly around: readonly Point[];
  /** Sector that is not drawn: its ring is being changed. */
  readonly withoutSector?: string | undefined;
  /** Camera that is not drawn: it is being aimed. */
  readonly withoutCamera?: string | undefined;
};

/** Size that the opening is reckoned for without one of the screen, px. */
const USUAL = { width: 460, height: 300 };

/** A map of the town on which something is placed: the ground, the sectors and the cameras, with handles over it. North up. */
export function PlacingMap(props: PlacingMapProps): ReactNode {
  const { around } = props;
  const text = useText();
  const [drawable, setDrawable] = useState(hasWebGl);
  // The place of a thing changes while it is moved; the view stays.
  const [first] = useState(around);
  const room = useRoom().data;
  const [lat, lon, zoom] = [room?.center.lat, room?.center.lon, room?.zoom];
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = box.current ?? {};
    setSize(width > 0 ? { width, height } : USUAL);
  }, []);
  const opened = useMemo(() => size && openingOn(first, size), [first, size]);
  const usual = useMemo(
    () => (lat === undefined || lon === undefined || zoom === undefined ? null : { center: { lat, lon }, zoom }),
    [lat, lon, zoom],
  );
  const opening = size === null ? null : (opened ?? usual);
  return (
    <div ref={box} role="group" aria-label={text("title")} className="map placing-map">
      {opening !== null && !drawable ? (
        <PlanGround {...props} opening={opening} />
      ) : (
        <DrawnGround {...props} opening={opening} onImpossible={() => setDrawable(false)} />
      )}
    </div>
  );
}

type GroundProps = PlacingMapProps & { readonly opening: Opening | null; readonly onImpossible: () => void };

function DrawnGround({ opening, onImpossible, ...props }: GroundProps): ReactNode {
  const text = useText();
  const container = useRef<HTMLDivElement>(null);
  const ground = useGround();
  const shown = useShown();
  const state = useMapView(container, ground, opening, { onPress: props.onPress });
  const impossible = state.kind === "impossible";
  useEffect(() => (impossible ? onImpossible() : undefined), [impossible, onImpossible]);
  return (
    <>
      {/* The canvas counts from the left in every language; north is up. */}
      <div ref={container} className="map-canvas" dir="ltr" data-map={state.kind} />
      {state.kind === "open" ? (
        <OverDrawn view={state.view} {...props} />
      ) : (
        <div className="map-waits">
          <LoadingState what={text("title")} lines={4} />
        </div>
      )}
      <MapFoot ground={ground} shown={shown} heat={NO_HEAT} small />
    </>
  );
}

const none: readonly never[] = [];

/** The still things of the room on the drawn map, and the handles over it. */
function OverDrawn({ view, ...props }: PlacingMapProps & { readonly view: MapView }): ReactNode {
  const { withoutSector, withoutCamera } = props;
  const { language } = useLanguage();
  const sectors = useSectors().data ?? none;
  // An administrator draws sectors, and knows no cameras.
  const cameras = useQuery({ ...cameraList, enabled: useMay(cameraRoutes.list) }).data ?? none;
  const sites = useQuery({ ...siteList, enabled: useMay(cameraRoutes.sites) }).data ?? none;
  const [frame, setFrame] = useState<Frame | null>(null);
  useEffect(
    () =>
      view.onMove((project, size) =>
        setFrame({ project, size, unproject: (spot) => view.pointUnder(spot), reveal: (point, zoom) => view.reveal(point, zoom) }),
      ),
    [view],
  );
  useEffect(() => {
    const others = sectors.filter(({ sectorId }) => sectorId !== withoutSector);
    view.show("sectors", sectorFeatures(others, language));
  }, [view, sectors, withoutSector, language]);
  useEffect(() => view.show("sites", siteFeatures(sites, language)), [view, sites, language]);
  useEffect(() => {
    const others = cameras.filter(({ cameraId }) => cameraId !== withoutCamera);
    view.show("cameras", cameraFeatures(others, language));
    view.show("cones", coneFeatures(others, null));
  }, [view, cameras, withoutCamera, language]);
  return frame && <PlacingLayer {...props} frame={frame} onZoom={(by) => view.zoom(by)} />;
}
