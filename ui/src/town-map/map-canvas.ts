import type { Brush } from "./brush.ts";
import { watchFingers } from "./fingers.ts";
import { GroundTiles } from "./ground-tiles.ts";
import type { Box } from "./name-spot.ts";
import { paintGround } from "./paint-ground.ts";
import { paintNames } from "./paint-names.ts";
import { tilesIn } from "./tile-choice.ts";
import type { TownMap } from "./town-map.ts";
import { dragged, zoomed, type Spot, type View } from "./view.ts";
import type { Language } from "./words.ts";

/** Drawing with the town: below its names, over all, and the covered areas that names avoid. */
export type Layer = {
  readonly below: (brush: Brush) => void;
  readonly taken: (brush: Brush) => readonly Box[];
  readonly above: (brush: Brush) => void;
};

type On = {
  /** A finger or a key asks for a step in pixels, or for levels around a spot; the owner decides on the effect. */
  readonly drag: (step: Spot) => void;
  readonly zoom: (levels: number, at: Spot) => void;
  readonly missing: (missing: boolean) => void;
  /** The canvas has another size now. */
  readonly sized: () => void;
};

/** More dots to a pixel cost battery and are not seen. */
const MOST_DOTS = 2;
const START: View = { centre: { x: 0, y: 0 }, zoom: 16, bearingDeg: 0 };

/** The town on a canvas. It is painted when something on it changed, never on the beat of a clock: a phone lasts a shift. */
export class MapCanvas implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #map: TownMap;
  readonly #tiles: GroundTiles;
  readonly #fingers: Disposable;
  readonly #sizes: ResizeObserver;
  readonly #unlisten: () => void;
  readonly #on: On;
  #layer: Layer | null = null;
  #language: Language = "ar";
  #view: View = START;
  #size: Spot = { x: 0, y: 0 };
  #asked: number | null = null;

  constructor(canvas: HTMLCanvasElement, map: TownMap, on: On) {
    this.#canvas = canvas;
    this.#map = map;
    this.#on = on;
    this.#tiles = new GroundTiles(map, { changed: () => this.ask(), missing: on.missing });
    this.#fingers = watchFingers(canvas, { drag: on.drag, zoom: on.zoom });
    this.#unlisten = map.listen(() => this.ask());
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

  get size(): Spot {
    return this.#size;
  }

  get view(): View {
    return this.#view;
  }

  /** Looks at something else. */
  look(view: View): void {
    this.#view = view;
    this.ask();
  }

  /** Sets the layer drawn from here on; before that there is none. */
  show(layer: Layer, language: Language): void {
    this.#layer = layer;
    this.#language = language;
    this.ask();
  }

  /** Comes nearer by so many levels, at a place of the screen or its middle. */
  zoom(levels: number, at: Spot = { x: this.#size.x / 2, y: this.#size.y / 2 }): void {
    this.look(zoomed(this.#view, this.#size, levels, at));
  }

  /** Moves the ground by so many pixels. */
  drag(step: Spot): void {
    this.look(dragged(this.#view, step));
  }

  retryNow(): void {
    this.#tiles.retryNow();
  }

  /** Paints again with the next picture of the screen. */
  ask(): void {
    this.#asked ??= requestAnimationFrame(() => {
      this.#asked = null;
      this.#paint();
    });
  }

  #measure(): void {
    const { clientWidth: x, clientHeight: y } = this.#canvas;
    const dots = this.#dots();
    this.#size = { x, y };
    this.#canvas.width = Math.round(x * dots);
    this.#canvas.height = Math.round(y * dots);
    this.#on.sized();
    // A canvas that changed its size is empty: it is painted before it is shown.
    this.#paint();
  }

  #dots(): number {
    return Math.min(MOST_DOTS, devicePixelRatio);
  }

  #paint(): void {
    const ink = this.#canvas.getContext("2d");
    const state = this.#map.get();
    if (ink === null || this.#layer === null || this.#size.x === 0 || state.kind !== "here") return;
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
    this.#layer.below(brush);
    paintNames(brush, placed, this.#language, this.#layer.taken(brush));
    this.#layer.above(brush);
    this.#canvas.dataset["map"] = drawn;
  }
}
