import { roomNow } from "@amaliyat/ui/hooks";
import { useFormat, useLanguage, useTheme } from "@amaliyat/ui/i18n";
import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from "react";
import { positions } from "../facts/index.ts";
import { drawsSlowly } from "../players/index.ts";
import { select, useChosen, type Selection } from "../selection/index.ts";
import { useMapGone, type GroundState } from "./use-ground.ts";
import {
  bondFeatures,
  cameraFeatures,
  collection,
  coneFeatures,
  interventionFeatures,
  partUnits,
  pointAt,
  sectorFeatures,
  siteFeatures,
  unitFeatures,
  type MapFeatures,
} from "./drawing/features.ts";
import type { Here } from "./controls/here.ts";
import { MapView } from "./drawing/map-view.ts";
import { markedFeatures, type Marked } from "./drawing/marked.ts";
import { isMoving } from "./drawing/motion.ts";
import type { Shown } from "./map-layers.ts";
import { placeOf } from "./place-of.ts";
import { useText } from "./text.ts";
import type { MapData } from "./use-map-data.ts";

/**
 * Units are drawn again this often while one of them moves, ms: smooth to the eye, and a tenth of the cost of every frame. Without a graphics
 * card each of these draws the whole map on the processor, and takes pictures from the tiles of the wall beside it.
 */
const STEP_MS = { card: 80, processor: 1_000 } as const;

export type MapOpening = { readonly center: Point; readonly zoom: number };
export type ViewState = { readonly kind: "opening" } | { readonly kind: "open"; readonly view: MapView } | { readonly kind: "impossible" };

const onPlace = (point: Point): void => select({ kind: "place", point }, "map");

/** Opens the map in the container and closes it with the component; opened anew when theme, language or ground change. */
export function useMapView(
  container: RefObject<HTMLElement | null>,
  ground: GroundState,
  opening: MapOpening | null,
  on: { readonly onPick: (here: Here) => void } | { readonly onPress: (point: Point) => void },
): ViewState {
  const { theme } = useTheme();
  const { language } = useLanguage();
  const title = useText()("title");
  const onGone = useMapGone();
  const [state, setState] = useState<ViewState>({ kind: "opening" });
  const drawn = ground.kind === "drawn" ? ground.tiles : null;
  const pick = useEffectEvent((here: Here) => ("onPick" in on ? on.onPick(here) : undefined));
  const press = useEffectEvent((point: Point) => ("onPress" in on ? on.onPress(point) : undefined));
  const places = "onPress" in on;
  const ready = ground.kind !== "waiting" && opening !== null;
  useEffect(() => {
    const node = container.current;
    if (!ready || !node || !opening) return undefined;
    let gone = false;
    let open: MapView | null = null;
    const begin = async (): Promise<void> => {
      const start = {
        container: node,
        theme,
        language,
        title,
        ground: drawn,
        ...opening,
        ...(places && { onPress: (point: Point) => press(point) }),
      };
      const view = await MapView.open({ ...start, onGone, onPlace, onPick: (here) => pick(here) });
      if (gone) return view[Symbol.dispose]();
      open = view;
      setState({ kind: "open", view });
    };
    begin().catch(() => {
      if (!gone) setState({ kind: "impossible" });
    });
    return () => {
      gone = true;
      open?.[Symbol.dispose]();
      setState({ kind: "opening" });
    };
  }, [container, ready, opening, theme, language, title, drawn, onGone, places]);
  return state;
}

/** Keeps the map's features as the lists are, and its layers as they were chosen. */
export function useDrawing(state: ViewState, data: MapData, shown: Shown, heat: MapFeatures): void {
  const { language } = useLanguage();
  const format = useFormat();
  const { selection, by, nth } = useChosen();
  const view = state.kind === "open" ? state.view : null;
  const cameraId = selection?.kind === "camera" ? selection.id : null;
  const row = useMemo(
    () => (selection?.kind === "intervention" ? data.rows.find((one) => one.interventionId === selection.id) : undefined),
    [selection, data.rows],
  );
  useEffect(() => view?.show("sectors", sectorFeatures(data.sectors, language)), [view, data.sectors, language]);
  useEffect(() => view?.showLayers(shown), [view, shown]);
  useEffect(() => view?.show("heat", heat), [view, heat]);
  useEffect(() => view?.show("sites", siteFeatures(data.sites, language)), [view, data.sites, language]);
  useEffect(() => view?.show("cameras", cameraFeatures(data.cameras, language)), [view, data.cameras, language]);
  useEffect(() => view?.show("cones", coneFeatures(data.cameras, cameraId)), [view, data.cameras, cameraId]);
  useEffect(() => view?.show("interventions", interventionFeatures(data.drawn)), [view, data.drawn]);

  const scene = useMemo<Scene>(() => ({ ageOf: format.age, data, row, selection }), [format, data, row, selection]);
  const step = useEffectEvent((clock: number) => view && drawMoving(view, scene, clock));
  const anyMoving = useEffectEvent((clock: number) =>
    data.units.some((unit) => {
      const track = positions.of(unit.unitId);
      return track !== undefined && isMoving(track, clock);
    }),
  );
  const drawing = useRef<Drawing | null>(null);
  useEffect(() => {
    if (!view) return undefined;
    const running = runWhileMoving(
      (clock) => step(clock),
      (clock) => anyMoving(clock),
    );
    drawing.current = running;
    return () => {
      drawing.current = null;
      running[Symbol.dispose]();
    };
  }, [view]);
  // A choice is seen at once; what the room tells waits for its step.
  useEffect(() => void step(performance.now()), [view, selection, format]);
  useEffect(() => drawing.current?.ask(), [view, data, row]);

  const reveal = useEffectEvent((_nth: number, on: MapView | null) => {
    const place = by === "list" ? placeOf(selection, data) : null;
    if (place) on?.reveal(place);
  });
  useEffect(() => reveal(nth, view), [view, nth]);
}

/** Keeps the marked place as it is. */
export function useMarked(state: ViewState, marked: Marked | null): void {
  const view = state.kind === "open" ? state.view : null;
  useEffect(() => view?.show("marked", markedFeatures(marked)), [view, marked]);
}

type Scene = {
  readonly ageOf: (ms: number) => string;
  readonly data: MapData;
  readonly row: InterventionRow | undefined;
  readonly selection: Selection | null;
};

/** Draws the moving parts: units, lines to the selected intervention, and the ring round the selection. */
function drawMoving(view: MapView, { ageOf, data, row, selection }: Scene, clock: number): void {
  const units = unitFeatures(data.units, data.rows, positions.of, clock, roomNow(), ageOf);
  const { together, alone } = partUnits(units, selection?.kind === "unit" ? selection.id : null);
  view.show("units", together);
  view.show("units-alone", alone);
  view.show("bonds", bondFeatures(row, positions.of, clock));
  const place = placeOf(selection, data);
  view.show("chosen", collection(place ? [pointAt(place, {})] : []));
}

/** A drawing that goes on: `ask` draws once more, at the next step. */
type Drawing = Disposable & { readonly ask: () => void };

/** Draws step by step while something moves, begins at the next position told, and redraws each 30 s so that old positions look old. */
function runWhileMoving(draw: (clock: number) => void, moving: (clock: number) => boolean): Drawing {
  const stepMs = drawsSlowly() ? STEP_MS.processor : STEP_MS.card;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const step = (): void => {
    const clock = performance.now();
    drawnAt = clock;
    draw(clock);
    timer = moving(clock) ? setTimeout(step, stepMs) : undefined;
  };
  const ask = (): void => {
    timer ??= setTimeout(step, Math.max(0, drawnAt + stepMs - performance.now()));
  };
  const stop = positions.subscribe(ask);
  const aging = setInterval(() => draw(performance.now()), 30_000);
  return {
    ask,
    [Symbol.dispose]() {
      stop();
      clearTimeout(timer);
      clearInterval(aging);
    },
  };
}
