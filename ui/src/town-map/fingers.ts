import type { Spot } from "./view.ts";

type Moves = {
  /** The ground goes with the finger, by so many pixels. */
  readonly drag: (step: Spot) => void;
  /** Nearer by so many levels around a place. */
  readonly zoom: (levels: number, at: Spot) => void;
};

const WHEEL_PER_LEVEL = 300;

/** Two fingers as one: their middle, and how far they are apart. */
function grip(fingers: ReadonlyMap<number, Spot>): { readonly at: Spot; readonly apart: number } {
  const [a = { x: 0, y: 0 }, b = a] = fingers.values();
  return { at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}

/** Hears one finger that drags, two that pinch, and a wheel. */
export function watchFingers(canvas: HTMLElement, moves: Moves): Disposable {
  const fingers = new Map<number, Spot>();
  const hearing = new AbortController();
  const spot = ({ offsetX: x, offsetY: y }: MouseEvent): Spot => ({ x, y });

  function moved(event: PointerEvent): void {
    if (!fingers.has(event.pointerId)) return;
    const before = grip(fingers);
    fingers.set(event.pointerId, spot(event));
    const after = grip(fingers);
    // While two fingers pinch, the small step of their middle is not meant: it would end following.
    if (fingers.size === 1) moves.drag({ x: after.at.x - before.at.x, y: after.at.y - before.at.y });
    else if (before.apart > 0 && after.apart > 0) moves.zoom(Math.log2(after.apart / before.apart), after.at);
  }
  const options = { signal: hearing.signal };
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      canvas.setPointerCapture(event.pointerId);
      if (fingers.size < 2) fingers.set(event.pointerId, spot(event));
    },
    options,
  );
  canvas.addEventListener("pointermove", moved, options);
  for (const end of ["pointerup", "pointercancel"] as const)
    canvas.addEventListener(end, ({ pointerId }) => void fingers.delete(pointerId), options);
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      moves.zoom(-event.deltaY / WHEEL_PER_LEVEL, spot(event));
    },
    { ...options, passive: false },
  );
  return { [Symbol.dispose]: () => hearing.abort() };
}
