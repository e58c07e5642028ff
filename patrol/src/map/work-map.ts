import type { Language } from "@amaliyat/domain/kernel";
import { MapCanvas, showingBeside, worldOf, type Box, type Spot, type TownMap } from "@amaliyat/ui/town-map";
import { paintMarks, paintWay, takenBy, type Work } from "./paint-work.ts";

/** Centre of the map: the whole way, the crew north up or as it drives, or the place chosen by the finger. */
export type Mode = "whole" | "follow" | "turned" | "free";

const MARGIN_PX = 32;
/** The buttons stand in the corner at the end of the line, and the attribution at the foot. No name or mark is drawn under them. */
const ACTS: Spot = { x: 164, y: 60 };
const FOOT_PX = 20;
/** Size of a mark around its place. */
const MARK_PX = 20;
const FOLLOW_ZOOM = 16;

/** The town with the work of a crew on it, kept in the middle as the crew wants it. */
export class WorkMap implements Disposable {
  readonly #sheet: MapCanvas;
  readonly #onMode: (mode: Mode) => void;
  #work: Work | null = null;
  #language: Language = "ar";
  #mode: Mode = "whole";

  constructor(canvas: HTMLCanvasElement, map: TownMap, on: { mode: (mode: Mode) => void; missing: (missing: boolean) => void }) {
    this.#onMode = on.mode;
    this.#sheet = new MapCanvas(canvas, map, {
      drag: (step) => this.drag(step),
      zoom: (levels, at) => this.zoom(levels, at),
      missing: on.missing,
      sized: () => this.#keepInMiddle(),
    });
  }

  [Symbol.dispose](): void {
    this.#sheet[Symbol.dispose]();
  }

  show(work: Work, language: Language): void {
    this.#work = work;
    this.#language = language;
    this.#keepInMiddle();
    this.#sheet.show(
      {
        below: (brush) => paintWay(brush, work),
        taken: (brush) => [...takenBy(brush, work), ...this.#covered(language)],
        above: (brush) => paintMarks(brush, work),
      },
      language,
    );
  }

  become(mode: Mode): void {
    const isNew = mode !== this.#mode;
    const { view } = this.#sheet;
    this.#mode = mode;
    if (isNew && (mode === "follow" || mode === "turned")) this.#sheet.look({ ...view, zoom: Math.max(view.zoom, FOLLOW_ZOOM) });
    this.#keepInMiddle();
    if (isNew) this.#onMode(mode);
    this.#sheet.ask();
  }

  /** Comes nearer by so many levels: at the crew while it is followed, else at a place of the screen or its middle. */
  zoom(levels: number, at?: Spot): void {
    const isFollowing = this.#mode === "follow" || this.#mode === "turned";
    this.#sheet.zoom(levels, isFollowing ? undefined : at);
    if (!isFollowing) this.become("free");
  }

  /** Moves the ground by so many pixels. */
  drag(step: Spot): void {
    this.#sheet.drag(step);
    this.become("free");
  }

  retryNow(): void {
    this.#sheet.retryNow();
  }

  #keepInMiddle(): void {
    const { size, view } = this.#sheet;
    if (this.#work === null || size.x === 0 || this.#mode === "free") return;
    const { line, from, to } = this.#work;
    if (this.#mode === "whole" || from === null) {
      const corner = { ...ACTS, isLeft: this.#language === "ar" };
      return this.#sheet.look(showingBeside([...line, to, ...(from === null ? [] : [from])], size, MARGIN_PX, corner, MARK_PX));
    }
    // A crew that stands says no direction: the last one stays up.
    const bearingDeg = this.#mode === "follow" ? 0 : (from.headingDeg ?? view.bearingDeg);
    this.#sheet.look({ ...view, centre: worldOf(from), bearingDeg });
  }

  #covered(language: Language): Box[] {
    const { x, y } = this.#sheet.size;
    const end = language === "ar" ? 0 : x;
    return [
      { at: { x: end, y: 0 }, ...ACTS },
      { at: { x: x / 2, y }, x: x / 2, y: FOOT_PX },
    ];
  }
}
