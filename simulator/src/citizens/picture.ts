import { Painting, type Colour } from "./paint.ts";
import { pngOf } from "./png.ts";

/** Subject in the middle of a picture. */
export type Motif = "lorry" | "car" | "hole" | "wall" | "palm";

const [WIDTH, HEIGHT, HORIZON] = [960, 720, 300];
const CLOTH: readonly Colour[] = [
  [178, 60, 48],
  [44, 92, 150],
  [208, 205, 198],
  [88, 96, 84],
  [196, 150, 60],
];
const DARK: Colour = [34, 34, 38];
const GLASS: Colour = [128, 158, 178];

const shade = ([red, green, blue]: Colour, by: number): Colour => [red * by, green * by, blue * by];

/** A street of the town towards the horizon, by day or in the evening. */
function street(on: Painting, chance: () => number, evening: boolean): void {
  const sun = evening ? 0.55 : 1;
  on.fade(0, HORIZON, shade([126, 172, 214], sun), shade([232, 214, 186], sun));
  for (let x = -40; x < WIDTH;) {
    const [width, height] = [70 + chance() * 120, 50 + chance() * 140];
    const stone = shade([206 + chance() * 30, 178 + chance() * 24, 142 + chance() * 20], sun * (0.8 + chance() * 0.2));
    on.box(x, HORIZON - height, width, height, stone);
    for (let floor = HORIZON - height + 14; floor < HORIZON - 22; floor += 34)
      for (let at = x + 12; at < x + width - 16; at += 30)
        on.box(at, floor, 14, 18, evening && chance() < 0.5 ? [246, 208, 120] : shade([92, 84, 78], sun));
    x += width + 6;
  }
  on.fade(HORIZON, HEIGHT, shade([214, 190, 150], sun), shade([188, 160, 118], sun));
  const [left, right] = [WIDTH * (0.36 + chance() * 0.1), WIDTH * (0.54 + chance() * 0.1)];
  on.shape(
    [
      [left, HORIZON],
      [right, HORIZON],
      [WIDTH * 1.15, HEIGHT],
      [-WIDTH * 0.15, HEIGHT],
    ],
    shade([96, 96, 98], sun),
  );
  const middle = (left + right) / 2;
  for (let y = HORIZON + 16; y < HEIGHT; y *= 1.14) {
    const near = (y - HORIZON) / (HEIGHT - HORIZON);
    const x = middle + (WIDTH / 2 - middle) * near;
    on.box(x - 7 * near - 1, y, 14 * near + 2, 34 * near, shade([226, 224, 214], sun));
  }
}

function vehicle(on: Painting, x: number, y: number, size: number, cloth: Colour, isLorry: boolean): void {
  const [long, high] = isLorry ? [size * 2.4, size] : [size * 1.8, size * 0.55];
  on.disc([x + long / 2, y + size * 0.16], long * 0.56, [58, 56, 54], 0.12);
  on.box(x, y - high, long, high, cloth);
  if (isLorry) {
    on.box(x + long, y - size * 0.75, size * 0.6, size * 0.75, shade(cloth, 0.8));
    on.box(x + long + size * 0.2, y - size * 0.68, size * 0.34, size * 0.28, GLASS);
    for (let at = 1; at < 5; at++) on.box(x + (long * at) / 5, y - high, 3, high, shade(cloth, 0.85));
  } else {
    on.shape(
      [
        [x + long * 0.2, y - high],
        [x + long * 0.32, y - high * 1.75],
        [x + long * 0.72, y - high * 1.75],
        [x + long * 0.88, y - high],
      ],
      GLASS,
    );
    on.box(x + long * 0.5, y - high * 1.75, 5, high * 0.75, cloth);
  }
  for (const at of isLorry ? [0.14, 0.32, 1.12] : [0.2, 0.8]) {
    on.disc([x + long * at, y], size * 0.18, DARK);
    on.disc([x + long * at, y], size * 0.08, [150, 150, 152]);
  }
}

function hole(on: Painting, x: number, y: number, size: number): void {
  on.disc([x, y], size * 1.2, [78, 76, 74], 0.42);
  on.disc([x + size * 0.1, y + 4], size, [44, 40, 38], 0.38);
  on.disc([x + size * 0.2, y + 10], size * 0.66, [24, 22, 22], 0.34);
}

/** A wall that somebody wrote on: strokes, and no word. */
function wall(on: Painting, chance: () => number, cloth: Colour): void {
  on.box(80, 180, WIDTH - 160, 360, [216, 204, 184]);
  for (let y = 180; y < 540; y += 36) on.box(80, y, WIDTH - 160, 2, [192, 178, 156]);
  for (let stroke = 0; stroke < 9; stroke++) {
    const [x, y] = [170 + stroke * 66 + chance() * 30, 300 + chance() * 70];
    const [dx, dy] = [20 + chance() * 46, -70 + chance() * 150];
    on.shape(
      [
        [x, y],
        [x + 16, y],
        [x + dx + 16, y + dy],
        [x + dx, y + dy],
      ],
      cloth,
    );
  }
}

function palm(on: Painting, x: number, y: number, size: number): void {
  on.shape(
    [
      [x, y],
      [x + 8, y + size * 0.22],
      [x + size * 2.2, y + size * 0.1],
      [x + size * 2.2, y],
    ],
    [112, 84, 56],
  );
  for (let leaf = 0; leaf < 8; leaf++) {
    const turn = (leaf / 8) * Math.PI * 2;
    on.shape(
      [
        [x, y],
        [x + Math.cos(turn) * size * 0.9, y + Math.sin(turn) * size * 0.5],
        [x + Math.cos(turn + 0.35) * size * 0.6, y + Math.sin(turn + 0.35) * size * 0.4],
      ],
      [70, 104, 58],
    );
  }
}

/** A picture as a phone would have taken it, drawn: PNG. The same chances make the same picture, byte for byte. */
export function pictureOf(motif: Motif, evening: boolean, chance: () => number): Buffer {
  const on = new Painting(WIDTH, HEIGHT);
  street(on, chance, evening);
  const cloth = CLOTH[Math.floor(chance() * CLOTH.length)] ?? DARK;
  const [x, y, size] = [220 + chance() * 220, 470 + chance() * 110, 110 + chance() * 50];
  if (motif === "lorry" || motif === "car") vehicle(on, x, y, size, cloth, motif === "lorry");
  else if (motif === "hole") hole(on, x + 160, y + 30, size);
  else if (motif === "wall") wall(on, chance, cloth);
  else palm(on, x, y, size);
  return pngOf(WIDTH, HEIGHT, on.pixels);
}
