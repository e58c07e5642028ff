import type { GlyphColours } from "./colours.ts";
import type { CameraState, Priority, UnitState } from "./states.ts";

/** One SVG element: its tag and attributes (SVG names), in a box of 24 × 24. */
export type Shape = readonly [tag: "path" | "circle" | "rect", attributes: Readonly<Record<string, string | number>>];

const octagon = "M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z";

/** Digits as strokes, not text: a picture for the map has no access to the page's fonts. */
const digits: Readonly<Record<Priority, string>> = {
  1: "M9.9 9 12.6 7v10",
  2: "M9.3 12.4a2.7 2.7 0 1 1 4.9 1.6c-.8 1.2-3 2.9-4.9 4.9h5.5",
  3: "M9.4 8h5.2l-2.8 3.2a2.8 2.8 0 1 1-2.5 4.3",
  4: "M13.2 15.1V8.9l-4 4.4h5.6",
};

function stroke(d: string, colour: string, width: number): Shape {
  return ["path", { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" }];
}

function ring(colour: string, width: number): Shape {
  return ["circle", { cx: 12, cy: 12, r: 8, fill: "none", stroke: colour, "stroke-width": width }];
}

type Drawings<State extends string | number> = Readonly<Record<State, (c: GlyphColours) => readonly Shape[]>>;

const priorityDrawings: Drawings<Priority> = {
  1: (c) => [["path", { d: octagon, fill: c.actSolid, stroke: c.act, "stroke-width": 1.8 }], stroke(digits[1], c.onSolid, 2.4)],
  2: (c) => [
    ["path", { d: "M12 1.8 23.2 22H.8z", fill: c.attentionSolid, stroke: c.attentionSolid, "stroke-width": 1, "stroke-linejoin": "round" }],
    stroke(digits[2], c.onAttention, 2.2),
  ],
  3: (c) => [["circle", { cx: 12, cy: 12, r: 9.6, fill: "none", stroke: c.text2, "stroke-width": 1.8 }], stroke(digits[3], c.text2, 2)],
  4: (c) => [
    ["rect", { x: 2, y: 5.8, width: 20, height: 12.4, rx: 1, fill: "none", stroke: c.text3, "stroke-width": 1.6 }],
    stroke(digits[4], c.text3, 1.7),
  ],
};

const unitDrawings: Drawings<UnitState> = {
  available: (c) => [ring(c.text, 3)],
  reserved: (c) => [ring(c.text, 3), ["circle", { cx: 12, cy: 12, r: 3, fill: c.text }]],
  assigned: (c) => [ring(c.engaged, 3), ["path", { d: "M12 4a8 8 0 0 0 0 16z", fill: c.engaged }]],
  en_route: (c) => [["path", { d: "M12 2 21.5 21 12 16.2 2.5 21z", fill: c.engaged }]],
  on_scene: (c) => [["rect", { x: 3.5, y: 3.5, width: 17, height: 17, rx: 1.5, fill: c.engaged }]],
  unavailable: (c) => [ring(c.text3, 2.4), stroke("M6.3 17.7 17.7 6.3", c.text3, 2.4)],
  stale: (c) => [
    ["circle", { cx: 12, cy: 12, r: 8, fill: "none", stroke: c.attention, "stroke-width": 2.8, "stroke-dasharray": "4.2 4.18" }],
  ],
  distress: (c) => [
    ["path", { d: octagon, fill: c.actSolid, stroke: c.act, "stroke-width": 1.2 }],
    stroke("M12 6.5v7M12 17.2v.1", c.onSolid, 2.8),
  ],
};

const cameraDrawings: Drawings<CameraState> = {
  connecting: (c) => [["circle", { cx: 12, cy: 12, r: 4.5, fill: "none", stroke: c.text3, "stroke-width": 2 }]],
  live: (c) => [["circle", { cx: 12, cy: 12, r: 5, fill: c.text }]],
  stalled: (c) => [stroke("M8 5v14M16 5v14", c.attention, 3)],
  lost: (c) => [stroke("M4.5 4.5l15 15M19.5 4.5l-15 15", c.attention, 2.6)],
  out_of_service: (c) => [
    ["rect", { x: 4, y: 4, width: 16, height: 16, fill: "none", stroke: c.text3, "stroke-width": 2.2, "stroke-dasharray": "3.2 3.2" }],
  ],
  no_permission: (c) => [
    ["rect", { x: 5, y: 11, width: 14, height: 9, fill: "none", stroke: c.text2, "stroke-width": 2.2, "stroke-linejoin": "round" }],
    stroke("M8 11V8a4 4 0 0 1 8 0v3", c.text2, 2.2),
  ],
};

export function priorityShapes(priority: Priority, colours: GlyphColours): readonly Shape[] {
  return priorityDrawings[priority](colours);
}

export function unitShapes(state: UnitState, colours: GlyphColours): readonly Shape[] {
  return unitDrawings[state](colours);
}

export function cameraShapes(state: CameraState, colours: GlyphColours): readonly Shape[] {
  return cameraDrawings[state](colours);
}
