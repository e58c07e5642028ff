import { box } from "../geometry/mesh.ts";
import type { Mesh } from "../geometry/mesh.ts";
import { both, lampsAt, wheel } from "./car.ts";
import { BLINKER, BRAKE_LAMP, coat, GLASS, HEADLAMP, RIM, TAIL_LAMP, TRIM, TYRE } from "./coat.ts";
import type { Model } from "./model.ts";

/** A rigid lorry with a closed body. */
export function lorry(cab: number, body: number): Model {
  const mesh: Mesh = [
    ...box([-4.1, -0.5, 0.62], [3.4, 0.5, 0.86], 2),
    ...box([-4.2, -1.22, 0.95], [1.85, 1.22, 3.55], 9),
    ...box([-4.24, -1.24, 0.93], [-4.16, 1.24, 3.57], 2),
    ...[-2.7, -1.2, 0.3].flatMap((x) => both([x - 0.05, 1.215, 0.98], [x + 0.05, 1.24, 3.5], 2)),
    ...box([2.05, -1.12, 0.55], [4.05, 1.12, 1.62], 0),
    ...box([2.05, -1.1, 1.62], [3.86, 1.1, 2.72], 0),
    ...box([2.0, -1.0, 2.72], [3.2, 1.0, 3.2], 0),
    ...box([3.8, -0.98, 1.7], [3.9, 0.98, 2.5], 1),
    ...both([2.6, 1.09, 1.72], [3.62, 1.115, 2.5], 1),
    ...box([3.98, -0.8, 0.95], [4.08, 0.8, 1.45], 2),
    ...box([3.9, -1.14, 0.42], [4.12, 1.14, 0.78], 2),
    ...both([4.02, 0.72, 0.84], [4.1, 1.06, 1.08], 5),
    ...both([3.94, 1.02, 1.12], [4.08, 1.14, 1.28], 8),
    ...both([-4.3, 0.86, 0.72], [-4.18, 1.1, 0.9], 6),
    ...both([-4.3, 0.6, 0.72], [-4.18, 0.84, 0.9], 7),
    ...both([-4.3, 1.1, 0.72], [-4.16, 1.22, 0.9], 8),
    ...both([3.5, 1.12, 1.9], [3.62, 1.34, 2.4], 2),
    ...[3.0, -2.3, -3.3].flatMap((x) => [1.2, -1.2].flatMap((y) => wheel(x, y, 0.5, 0.34, 3, 4))),
    ...both([-0.9, 0.8, 0.5], [0.9, 1.14, 0.92], 2),
  ];
  const coats = [coat(cab, 0.25), GLASS, TRIM, TYRE, RIM, HEADLAMP, TAIL_LAMP, BRAKE_LAMP, BLINKER, coat(body, 0.08)];
  return { class: "truck", length: 8.4, width: 2.5, mesh: () => mesh, coats, lamps: lampsAt(4.1, -4.25, 0.92, 0.94) };
}

/** A town bus. */
export function bus(paint: number, band: number): Model {
  const windows = [-4.6, -3.1, -1.6, -0.1, 1.4, 2.9].flatMap((x) => both([x, 1.235, 1.45], [x + 1.32, 1.262, 2.5], 1));
  const mesh: Mesh = [
    ...box([-5.6, -1.25, 0.34], [5.5, 1.25, 2.98], 0),
    ...box([-5.2, -1.05, 2.98], [4.9, 1.05, 3.12], 0),
    ...box([-2.4, -0.7, 3.12], [0.4, 0.7, 3.32], 2),
    ...both([-5.55, 1.23, 0.62], [5.45, 1.256, 1.05], 9),
    ...windows,
    ...both([4.4, 1.235, 0.5], [5.25, 1.262, 2.5], 1),
    ...box([5.45, -1.14, 1.22], [5.54, 1.14, 2.52], 1),
    ...box([5.45, -0.9, 2.62], [5.55, 0.9, 2.88], 2),
    ...box([-5.64, -1.0, 1.6], [-5.58, 1.0, 2.5], 1),
    ...both([5.47, 0.78, 0.7], [5.56, 1.16, 0.92], 5),
    ...both([5.4, 1.1, 0.96], [5.53, 1.255, 1.1], 8),
    ...both([-5.66, 0.92, 0.9], [-5.56, 1.16, 1.2], 6),
    ...both([-5.66, 0.92, 1.22], [-5.56, 1.16, 1.42], 7),
    ...both([-5.66, 0.92, 0.74], [-5.56, 1.2, 0.88], 8),
    ...[3.3, -3.2].flatMap((x) => [1.22, -1.22].flatMap((y) => wheel(x, y, 0.48, 0.3, 3, 4))),
    ...both([5.3, 1.25, 1.9], [5.45, 1.5, 2.5], 2),
  ];
  const coats = [coat(paint, 0.22), GLASS, TRIM, TYRE, RIM, HEADLAMP, TAIL_LAMP, BRAKE_LAMP, BLINKER, coat(band, 0.2)];
  return { class: "bus", length: 11.2, width: 2.5, mesh: () => mesh, coats, lamps: lampsAt(5.56, -5.65, 0.98, 0.86) };
}
