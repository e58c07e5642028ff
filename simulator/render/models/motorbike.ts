import { box, place } from "../geometry/mesh.ts";
import type { Mesh } from "../geometry/mesh.ts";
import { wheel } from "./car.ts";
import { coat, HEADLAMP, RIM, TAIL_LAMP, TRIM, TYRE } from "./coat.ts";
import type { Coat } from "./coat.ts";
import type { Model } from "./model.ts";
import { person } from "./person.ts";

/** A motorbike with its rider. */
export function motorbike(paint: number, shirt: number): Model {
  const rider = person({ top: shirt, legs: 0x2c333d, head: 0x20242a });
  const bike: Mesh = [
    ...wheel(0.66, 0.06, 0.3, 0.12, 1, 2),
    ...wheel(-0.62, 0.06, 0.3, 0.12, 1, 2),
    ...box([-0.75, -0.12, 0.52], [0.1, 0.12, 0.78], 3),
    ...box([0.0, -0.14, 0.6], [0.48, 0.14, 0.92], 0),
    ...box([-0.35, -0.13, 0.28], [0.4, 0.13, 0.6], 3),
    ...box([0.5, -0.05, 0.3], [0.64, 0.05, 1.0], 3),
    ...box([0.42, -0.36, 1.0], [0.5, 0.36, 1.06], 3),
    ...box([0.56, -0.1, 0.78], [0.72, 0.1, 0.96], 4),
    ...box([-0.82, -0.1, 0.66], [-0.74, 0.1, 0.76], 5),
  ];
  const seated = place(rider.mesh(0.06), [-0.22, 0, -0.02], 0).map((face) => ({ ...face, surface: face.surface + 6 }));
  const mesh = [...bike, ...seated];
  const coats: Coat[] = [coat(paint, 0.25), TYRE, RIM, TRIM, HEADLAMP, TAIL_LAMP, ...rider.coats];
  return {
    class: "motorbike",
    length: 1.9,
    width: 0.7,
    mesh: () => mesh,
    coats,
    lamps: [
      { at: [0.73, 0, 0.87], kind: "head" },
      { at: [-0.82, 0, 0.7], kind: "tail" },
    ],
  };
}
