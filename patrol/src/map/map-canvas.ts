import type { Language } from "@amaliyat/domain/kernel";
import type { Brush } from "./brush.ts";
import { watchFingers } from "./fingers.ts";
import { GroundTiles } from "./ground-tiles.ts";
import type { Box } from "./name-spot.ts";
import { paintGround } from "./paint-ground.ts";
import { paintNames } from "./paint-names.ts";
import { paintMarks, paintWay, takenBy, type Work } from "./paint-work.ts";
import { tilesIn } from "./tile-choice.ts";
import type { TownMap } from "./town-map.ts";
import { dragged, showing, worldOf, zoomed, type Spot, type View } from "./view.ts";

/** What the map keeps in its middle: the whole way, the crew north up or as it drives, or what the finger moved it to. */
export type Mode = "whole" | "follow" | "turned" | "free";

/** More dots to a pixel cost battery and are not seen. */
const MOST_DOTS = 2;
const MARGIN_PX = 32;
/** The buttons stand in the corner at the end of the line, whose data it is at the foot: no name is written under them. */
const ACTS: Spot = { x: 164, y: 60 };
const FOOT_PX = 20;
const FOLLOW_ZOOM = 16;
const START: View = { centre: { x: 0, y: 0 }, zoom: FOLLOW_ZOOM, bearingDeg: 0 };

/** The map on its canvas. It is painted when something on it changed, never on the beat of a clock: a phone lasts a shift. */
export class MapCanvas implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #map: TownMap;
  readonly #tiles: GroundTiles;
  readonly #fingers: Disposable;
  readonly #sizes: ResizeObserver;
  readonly #unlisten: () => void;
  readonly #onMode: (mode: Mode) => void;
  #work: Work | null = null;
  #language: Language = "ar";
  #view: View = START;
  #mode: Mode = "whole";
  #size: Spot = { x: 0, y: 0 };
  #asked: number | null = null;

  constructor(canvas: HTMLCanvasElement, map: TownMap, on: { mode: (mode: Mode) => void; missing: (missing: boolean) => void }) {
    this.#canvas = canvas;
    this.#map = map;
    this.#onMode = on.mode;
    this.#tiles = new GroundTiles(map, { changed: () => this.#ask(), missing: on.missing });
    this.#fingers = watchFingers(canvas, { drag: (step) => this.drag(step), zoom: (levels, at) => this.zoom(levels, at) });
    this.#unlisten = map.listen(() => this.#ask());
    this.#sizes = new ResizeObserver(() => this.#measure());
    this.#sizes.observe(canvas);
  }

  [Symbol.dispose](): void {
    if (this.#asked !== null) cancelAnimationFrame(this.#asked);
    this.#fingers[Symbol.dispose]();
    this.#tiles[Symbol.dispose]();
    this.#sizes.disconnect();
    this.#unlisten();
  }

  show(work: Work, language: Language): void {
    this.#work = work;
    this.#language = language;
    this.#keepInMiddle();
    this.#ask();
  }

  become(mode: Mode): void {
    const isNew = mode !== this.#mode;
    this.#mode = mode;
    if (isNew && (mode === "follow" || mode === "turned")) this.#view = { ...this.#view, zoom: Math.max(this.#view.zoom, FOLLOW_ZOOM) };
    this.#keepInMiddle();
    if (isNew) this.#onMode(mode);
    this.#ask();
  }

  /** Comes nearer by so many levels: at the crew while it is followed, else at a place of the screen or its middle. */
  zoom(levels: number, at?: Spot): void {
    const middle = { x: this.#size.x / 2, y: this.#size.y / 2 };
    const isFollowing = this.#mode === "follow" || this.#mode === "turned";
    this.#view = zoomed(this.#view, this.#size, levels, isFollowing ? middle : (at ?? middle));
    if (!isFollowing) this.become("free");
    this.#ask();
  }

  /** Moves the ground by so many pixels. */
  drag(step: Spot): void {
    this.#view = dragged(this.#view, step);
    this.become("free");
  }

  retryNow(): void {
    this.#tiles.retryNow();
  }

  #keepInMiddle(): void {
    if (this.#work === null || this.#size.x === 0 || this.#mode === "free") return;
    const { line, from, to } = this.#work;
    if (this.#mode === "whole" || from === null)
      this.#view = showing([...line, to, ...(from === null ? [] : [from])], this.#size, MARGIN_PX);
    else {
      // A crew that stands says no direction: the last one stays up.
      const bearingDeg = this.#mode === "follow" ? 0 : (from.headingDeg ?? this.#view.bearingDeg);
      this.#view = { ...this.#view, centre: worldOf(from), bearingDeg };
    }
  }

  #measure(): void {
    const { clientWidth: x, clientHeight: y } = this.#canvas;
    const dots = this.#dots();
    this.#size = { x, y };
    this.#canvas.width = Math.round(x * dots);
    this.#canvas.height = Math.round(y * dots);
    this.#keepInMiddle();
    // A canvas that changed its size is empty: it is painted before it is shown.
    this.#paint();
  }

  #covered(): Box[] {
    const { x, y } = this.#size;
    const end = this.#language === "ar" ? 0 : x;
    return [
      { at: { x: end, y: 0 }, ...ACTS },
      { at: { x: x / 2, y }, x: x / 2, y: FOOT_PX },
    ];
  }

  #dots(): number {
    return Math.min(MOST_DOTS, devicePixelRatio);
  }

  #ask(): void {
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = null;
      this.#paint();
    });
  }

  #paint(): void {
    const ink = this.#canvas.getContext("2d");
    const state = this.#map.get();
    if (ink === null || this.#work === null || this.#size.x === 0 || state.kind !== "here") return;
    const style = getComputedStyle(this.#canvas);
    const brush: Brush = {
      ink,
      view: this.#view,
      size: this.#size,
      dots: this.#dots(),
      colours: (name) => style.getPropertyValue(name).trim(),
      font: style.fontFamily,
    };
    const { placed, state: drawn } = this.#tiles.of(tilesIn(this.#view, this.#size, state.about), state.about);
    paintGround(brush, placed);
    paintWay(brush, this.#work);
    paintNames(brush, placed, this.#language, [...takenBy(brush, this.#work), ...this.#covered()]);
    paintMarks(brush, this.#work);
    this.#canvas.dataset["map"] = drawn;
  }
}
