import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage, useTheme } from "@amaliyat/ui/i18n";
import type { Point } from "@amaliyat/domain/kernel";
import { useEffect, useEffectEvent, useMemo, useState, type RefObject } from "react";
import { positions } from "../live/index.ts";
import { select, useChosen } from "../selection/index.ts";
import type { GroundState } from "./use-ground.ts";
import {
  bondFeatures,
  cameraFeatures,
  collection,
  coneFeatures,
  interventionFeatures,
  sectorFeatures,
  siteFeatures,
  unitFeatures,
} from "./features.ts";
import { MapView } from "./map-view.ts";
import { isMoving } from "./motion.ts";
import { placeOf } from "./place-of.ts";
import type { MapData } from "./use-map-data.ts";

/** Units are drawn again this often while one of them moves: smooth to the eye, and a tenth of the cost of every frame. */
const STEP_MS = 80;

export type MapOpening = { readonly center: Point; readonly zoom: number };
export type ViewState = { readonly kind: "opening" } | { readonly kind: "open"; readonly view: MapView } | { readonly kind: "impossible" };

/** Opens the map in the container and closes it with the component; opened anew when theme or ground change. */
export function useMapView(container: RefObject<HTMLElement | null>, ground: GroundState, opening: MapOpening | null): ViewState {
  const { theme } = useTheme();
  const [state, setState] = useState<ViewState>({ kind: "opening" });
  const drawn = ground.kind === "drawn" ? ground.ground : null;
  const ready = ground.kind !== "waiting" && opening !== null;
  const start = useEffectEvent((node: HTMLElement, where: MapOpening) =>
    MapView.open({
      container: node,
      theme,
      ground: drawn,
      ...where,
      onPick: (selection) => select(selection, "map"),
      onPlace: (point) => select({ kind: "place", point }, "map"),
    }),
  );
  useEffect(() => {
    const node = container.current;
    if (!ready || !node || !opening) return undefined;
    let gone = false;
    let open: MapView | null = null;
    start(node, opening).then(
      (view) => {
        if (gone) return view[Symbol.dispose]();
        open = view;
        setState({ kind: "open", view });
      },
      () => !gone && setState({ kind: "impossible" }),
    );
    return () => {
      gone = true;
      open?.[Symbol.dispose]();
      setState({ kind: "opening" });
    };
  }, [container, ready, opening, theme, drawn]);
  return state;
}

/** Keeps the map's features as the lists are. */
export function useDrawing(state: ViewState, data: MapData): void {
  const { language } = useLanguage();
  const { selection, by, nth } = useChosen();
  const view = state.kind === "open" ? state.view : null;
  const cameraId = selection?.kind === "camera" ? selection.id : null;
  const row = useMemo(
    () => (selection?.kind === "intervention" ? data.rows.find((one) => one.interventionId === selection.id) : undefined),
    [selection, data.rows],
  );
  useEffect(() => view?.show("sectors", sectorFeatures(data.sectors, language)), [view, data.sectors, language]);
  useEffect(() => view?.show("sites", siteFeatures(data.sites, language)), [view, data.sites, language]);
  useEffect(() => view?.show("cameras", cameraFeatures(data.cameras)), [view, data.cameras]);
  useEffect(() => view?.show("cones", coneFeatures(data.cameras, cameraId)), [view, data.cameras, cameraId]);
  useEffect(() => view?.show("interventions", interventionFeatures(data.rows)), [view, data.rows]);

  const drawMoving = useEffectEvent((clock: number) => {
    if (!view) return;
    view.show("units", unitFeatures(data.units, positions.of, clock, roomNow()));
    view.show("bonds", bondFeatures(row, positions.of, clock));
    const place = placeOf(selection, data);
    view.show(
      "chosen",
      collection(place ? [{ type: "Feature", geometry: { type: "Point", coordinates: [place.lon, place.lat] }, properties: {} }] : []),
    );
  });
  useEffect(() => drawMoving(performance.now()), [view, data, row, selection]);
  const anyMoving = useEffectEvent((clock: number) =>
    data.units.some((unit) => {
      const track = positions.of(unit.unitId);
      return track !== undefined && isMoving(track, clock);
    }),
  );
  useEffect(() => (view ? runWhileMoving(drawMoving, anyMoving) : undefined), [view]);

  const reveal = useEffectEvent(() => {
    const place = by === "list" ? placeOf(selection, data) : null;
    if (place) view?.reveal(place);
  });
  useEffect(() => reveal(), [view, nth]);
}

/** Draws every `STEP_MS` while something moves, begins at the next position told, and redraws each 30 s so that old positions look old. */
function runWhileMoving(draw: (clock: number) => void, moving: (clock: number) => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const step = (): void => {
    const clock = performance.now();
    draw(clock);
    timer = moving(clock) ? setTimeout(step, STEP_MS) : undefined;
  };
  const stop = positions.subscribe(() => {
    timer ??= setTimeout(step, 0);
  });
  const aging = setInterval(() => draw(performance.now()), 30_000);
  return () => {
    stop();
    clearTimeout(timer);
    clearInterval(aging);
  };
}
