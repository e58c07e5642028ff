import {
  MapCanvas,
  onScreen,
  openTileStore,
  pointAt,
  showing,
  spotOf,
  TownMap,
  worldOf,
  type Brush,
  type MapState,
} from "@amaliyat/ui/town-map";
import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { rangesOf } from "@amaliyat/ui/tiles";
import type { ChosenPlace } from "../storage/kept.ts";
import { Icon } from "../icons/icon.tsx";
import { language, t } from "../text/text.ts";
import { mapTilesOf } from "../api/paths.ts";
import { readAbout } from "./use-about.ts";

const STEP_PX = 40;
const STEPS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowUp: { x: 0, y: STEP_PX },
  ArrowDown: { x: 0, y: -STEP_PX },
  ArrowLeft: { x: STEP_PX, y: 0 },
  ArrowRight: { x: -STEP_PX, y: 0 },
};
const LEVELS: Readonly<Record<string, number>> = { "+": 1, "=": 1, "-": -1 };
const M_PER_DEGREE = 111_320;

/** Paints the phone's place with its circle of accuracy. */
function paintHere(brush: Brush, { point, accuracyM }: ChosenPlace): void {
  const { ink, view, size, colours } = brush;
  onScreen(brush);
  const at = spotOf(view, size, worldOf(point));
  const north = spotOf(view, size, worldOf({ ...point, lat: point.lat + (accuracyM ?? 0) / M_PER_DEGREE }));
  const circle = (radius: number): Path2D => {
    const path = new Path2D();
    path.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    return path;
  };
  ink.fillStyle = colours("--engaged-solid");
  ink.globalAlpha = 0.15;
  ink.fill(circle(Math.max(12, at.y - north.y)));
  ink.globalAlpha = 1;
  ink.strokeStyle = colours("--on-solid");
  ink.lineWidth = 3;
  ink.stroke(circle(7));
  ink.fill(circle(7));
}

type PlaceMapProps = {
  /** Centre of the map at first, and again after each change of this value. */
  readonly look: Point;
  readonly here: ChosenPlace | null;
  readonly onMove: (point: Point) => void;
  /** There is no map to choose on. */
  readonly onBare: (isBare: boolean) => void;
};

const open = async (): Promise<TownMap> =>
  new TownMap({
    store: await openTileStore("amaliyat-allo-map"),
    askRoom: async () => {
      const about = await readAbout();
      if (about === null) return "lost";
      return about.mapVersion === null ? "none" : { version: about.mapVersion };
    },
    rangesOf: (version) => rangesOf(mapTilesOf(version)),
  });

let opened: Promise<TownMap> | null = null;

/** The one map of this phone. Rejects where the phone gives no room for it. */
const theTownMap = (): Promise<TownMap> => (opened ??= open());

function useMap(onBare: (isBare: boolean) => void): { readonly map: TownMap | null; readonly state: MapState } {
  const [map, setMap] = useState<TownMap | null>(null);
  const [state, setState] = useState<MapState>({ kind: "away" });
  useEffect(() => {
    let unlisten = (): void => undefined;
    void theTownMap().then(
      async (town) => {
        const read = (): void => setState(town.get());
        unlisten = town.listen(read);
        setMap(town);
        read();
        await town.look();
        onBare(town.get().kind !== "here");
      },
      () => onBare(true),
    );
    return () => unlisten();
    // oxlint-disable-next-line react/exhaustive-deps -- once, when it is opened
  }, []);
  return { map, state };
}

/** The town with a pin that stays in the middle: the ground is moved under it. */
export function PlaceMap({ look, here, onMove, onBare }: PlaceMapProps): VNode | null {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const sheetRef = useRef<MapCanvas | null>(null);
  const movedRef = useRef(onMove);
  movedRef.current = onMove;
  const { map, state } = useMap(onBare);
  const isHere = state.kind === "here";
  const startRef = useRef(look);
  startRef.current = look;

  function act(how: (made: MapCanvas) => void): void {
    if (sheetRef.current === null) return;
    how(sheetRef.current);
    movedRef.current(pointAt(sheetRef.current.view.centre));
  }
  useEffect(() => {
    if (canvasRef.current === null || map === null || !isHere) return undefined;
    let isFirst = true;
    const made = new MapCanvas(canvasRef.current, map, {
      drag: (step) => act((each) => each.drag(step)),
      zoom: (levels) => act((each) => each.zoom(levels)),
      missing: () => undefined,
      sized: () => {
        if (isFirst) made.look(showing([startRef.current], made.size, 0));
        isFirst = false;
      },
    });
    sheetRef.current = made;
    return () => {
      made[Symbol.dispose]();
      sheetRef.current = null;
    };
  }, [map, isHere]);
  useEffect(() => {
    const made = sheetRef.current;
    if (made !== null && made.size.x > 0) made.look(showing([look], made.size, 0));
    // oxlint-disable-next-line react/exhaustive-deps -- the same place again is no other
  }, [look.lat, look.lon]);
  useEffect(() => {
    sheetRef.current?.show(
      { below: (brush) => here !== null && paintHere(brush, here), taken: () => [], above: () => undefined },
      language,
    );
  }, [map, isHere, here]);

  function pressed(event: KeyboardEvent): void {
    const [step, levels] = [STEPS[event.key], LEVELS[event.key]];
    if (step !== undefined) act((each) => each.drag(step));
    if (levels !== undefined) act((each) => each.zoom(levels));
    if (step !== undefined || levels !== undefined) event.preventDefault();
  }
  if (!isHere) return null;
  return (
    <div className="place-map">
      <canvas ref={canvasRef} role="img" tabIndex={0} aria-label={t("place.map")} onKeyDown={pressed} />
      <svg className="place-pin" width="44" height="58" viewBox="0 0 44 58" aria-hidden="true">
        <path d="M22 57S42 36 42 21A20 20 0 1 0 2 21c0 15 20 36 20 36Z" />
        <circle cx="22" cy="21" r="7" />
      </svg>
      <div className="place-zoom">
        <button type="button" aria-label={t("place.closer")} onClick={() => act((each) => each.zoom(1))}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={t("place.farther")} onClick={() => act((each) => each.zoom(-1))}>
          <Icon name="minus" />
        </button>
      </div>
      {state.kind === "here" && state.about.attribution !== "" && <bdi className="place-source">{state.about.attribution}</bdi>}
    </div>
  );
}
