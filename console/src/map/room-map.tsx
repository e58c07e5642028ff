import { IconButton } from "@amaliyat/ui/controls";
import { UnitLabel, type UnitState } from "@amaliyat/ui/glyphs";
import { regionAttributes } from "@amaliyat/ui/layout";
import Crosshair from "lucide-react/icons/crosshair";
import Layers from "lucide-react/icons/layers";
import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { LoadingState } from "@amaliyat/ui/feedback";
import type { Point } from "@amaliyat/domain/kernel";
import { useRoom } from "../live/index.ts";
import { ChosenPanel } from "./chosen-panel.tsx";
import { hasWebGl, type MapView } from "./map-view.ts";
import { SvgMap } from "./svg-map.tsx";
import { useText } from "./text.ts";
import { useGround } from "./use-ground.ts";
import { useMapData } from "./use-map-data.ts";
import { useDrawing, useMapView, type MapOpening } from "./use-map-view.ts";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";

export type RoomMapProps = {
  /** Where to open instead of the room's own centre: the place of a card. */
  readonly around?: Point | null;
  /** Without legend and without the panel of what was chosen. */
  readonly small?: boolean;
};

/** The map of the room: north up, drawn from the local base map, moved by the live channel. */
export function RoomMap({ around = null, small = false }: RoomMapProps): ReactNode {
  const text = useText();
  const [drawable] = useState(hasWebGl);
  const opening = useOpening(around, small);
  return (
    <section className="map" {...regionAttributes(text("title"))}>
      {drawable ? <DrawnMap opening={opening} small={small} /> : <SvgMap opening={opening} />}
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

function DrawnMap({ opening, small }: { readonly opening: MapOpening | null; readonly small: boolean }): ReactNode {
  const text = useText();
  const container = useRef<HTMLDivElement>(null);
  const ground = useGround();
  const data = useMapData();
  const state = useMapView(container, ground, opening);
  useDrawing(state, data);
  if (state.kind === "impossible") return <SvgMap opening={opening} />;
  return (
    <>
      {/* The canvas counts from the left in every language; north is up. */}
      <div ref={container} className="map-canvas" dir="ltr" data-map={state.kind} />
      {state.kind === "opening" && (
        <div className="map-waits">
          <LoadingState what={text("title")} lines={4} />
        </div>
      )}
      {state.kind === "open" && <MapControls view={state.view} />}
      {ground.kind === "missing" && <p className="map-note">{text("no_basemap")}</p>}
      {!small && <Legend />}
      {!small && <ChosenPanel data={data} />}
    </>
  );
}

function MapControls({ view }: { readonly view: MapView }): ReactNode {
  const text = useText();
  return (
    <div className="map-controls">
      <IconButton label={text("closer")} icon={<Plus size={16} aria-hidden="true" />} onClick={() => view.zoom(1)} />
      <IconButton label={text("farther")} icon={<Minus size={16} aria-hidden="true" />} onClick={() => view.zoom(-1)} />
      <IconButton label={text("home")} icon={<Crosshair size={16} aria-hidden="true" />} onClick={() => view.home()} />
    </div>
  );
}

const SHOWN: readonly UnitState[] = ["available", "assigned", "en_route", "on_scene", "stale"];

/** What the glyphs mean; can be put away. */
function Legend(): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(true);
  return (
    <div className="map-legend" role="group" aria-label={text("legend")}>
      {open && SHOWN.map((state) => <UnitLabel key={state} state={state} size={14} />)}
      <IconButton
        size="s"
        label={text(open ? "hide_legend" : "show_legend")}
        icon={<Layers size={14} aria-hidden="true" />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
    </div>
  );
}
