import { regionAttributes } from "@amaliyat/ui/layout";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { LoadingState } from "@amaliyat/ui/feedback";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import type { Point } from "@amaliyat/domain/kernel";
import { useRoom } from "../facts/index.ts";
import { select } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { ChosenPanel } from "./chosen-panel.tsx";
import { useHeat } from "./drawing/heat.ts";
import { EdgeMarks } from "./controls/edge-marks.tsx";
import { HereList } from "./controls/here-list.tsx";
import type { Here } from "./controls/here.ts";
import { MapControls } from "./controls/map-controls.tsx";
import { MapSearch } from "./controls/map-search.tsx";
import { MapFoot } from "./controls/map-foot.tsx";
import { useShown } from "./map-layers.ts";
import type { Marked } from "./drawing/marked.ts";
import { hasWebGl } from "./drawing/map-view.ts";
import { SvgMap } from "./drawing/svg-map.tsx";
import { useText } from "./text.ts";
import { useGround } from "./use-ground.ts";
import { useMapData } from "./use-map-data.ts";
import { useDrawing, useMapView, useMarked, type MapOpening } from "./use-map-view.ts";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";

export type RoomMapProps = {
  /** A place that stays marked whatever is chosen, and how exactly it is known (m). */
  readonly marked?: Marked | null;
  /** Centre at opening, in place of the room's own centre: the place of a card. */
  readonly around?: Point | null;
  /** Interventions that were searched for, in place of the open ones and of the units. */
  readonly found?: readonly InterventionRow[] | null;
  /** Without legend and without the panel of the chosen thing. */
  readonly small?: boolean;
};

/** The map of the room: north up, drawn from the local tiles of the town, moved by the live channel. */
export function RoomMap({ around = null, marked = null, found = null, small = false }: RoomMapProps): ReactNode {
  const text = useText();
  const [drawable] = useState(hasWebGl);
  const opening = useOpening(around, small);
  const section = useRef<HTMLElement>(null);
  const maySearch = useMay(places.search) && !small && found === null;
  return (
    <section ref={section} className="map" {...regionAttributes(text("title"))}>
      {drawable ? (
        <DrawnMap opening={opening} marked={marked} found={found} small={small} />
      ) : (
        <SvgMap opening={opening} marked={marked} found={found} />
      )}
      {maySearch && <MapSearch around={section} />}
    </section>
  );
}

function useOpening(around: Point | null, small: boolean): MapOpening | null {
  const room = useRoom().data;
  const [lat, lon] = [around?.lat ?? room?.center.lat, around?.lon ?? room?.center.lon];
  const zoom = around ? (small ? 15 : 15.5) : room?.zoom;
  return useMemo(
    () => (lat === undefined || lon === undefined || zoom === undefined ? null : { center: { lat, lon }, zoom }),
    [lat, lon, zoom],
  );
}

type DrawnProps = {
  readonly opening: MapOpening | null;
  readonly marked: Marked | null;
  readonly found: readonly InterventionRow[] | null;
  readonly small: boolean;
};

function DrawnMap({ opening, marked, found, small }: DrawnProps): ReactNode {
  const text = useText();
  const container = useRef<HTMLDivElement>(null);
  const ground = useGround();
  const data = useMapData(found);
  const shown = useShown();
  const heat = useHeat(shown.heat && !small, data);
  const [here, setHere] = useState<Here | null>(null);
  const show = ({ things, at }: Here): void => setHere(things.length > 1 ? { things, at } : null);
  const onPick = (hit: Here): void => {
    select(hit.things[0] ?? null, "map");
    show(hit);
  };
  const state = useMapView(container, ground, opening, { onPick });
  useDrawing(state, data, shown, heat.features);
  useMarked(state, marked);
  if (state.kind === "impossible") return <SvgMap opening={opening} marked={marked} found={found} />;
  return (
    <>
      {/* The canvas counts from the left in every language; north is up. */}
      <div ref={container} className="map-canvas" dir="ltr" data-map={state.kind} />
      {state.kind === "opening" && (
        <div className="map-waits">
          <LoadingState what={text("title")} lines={4} />
        </div>
      )}
      {state.kind === "open" && (
        <MapControls view={state.view} data={data} shown={shown} container={container} small={small} onHere={show} />
      )}
      {state.kind === "open" && !small && shown.interventions && <EdgeMarks view={state.view} rows={data.drawn} />}
      {here && <HereList key={`${here.at.x} ${here.at.y}`} here={here} data={data} map={container} onClose={() => setHere(null)} />}
      <MapFoot ground={ground} shown={shown} heat={heat} small={small} />
      {!small && <ChosenPanel data={data} />}
    </>
  );
}
