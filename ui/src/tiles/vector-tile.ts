import { fieldsOf, numbersOf, unzigzag } from "./message.ts";

/** Shape to draw: points, lines or the rings of an area. Each part is x, y, x, y … in the units of its layer, y growing to the south. */
export type Shape = {
  readonly kind: "point" | "line" | "area";
  readonly parts: readonly (readonly number[])[];
  readonly says: Readonly<Record<string, string | number | boolean>>;
};
/** `extent`: how many units a side of the tile has. Shapes may reach beyond it. */
export type TileLayer = { readonly extent: number; readonly shapes: readonly Shape[] };

const KINDS: Readonly<Record<number, Shape["kind"]>> = { 1: "point", 2: "line", 3: "area" };
const [MOVE_TO, LINE_TO] = [1, 2];
const EXTENT = 4096;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Reads a tile of the Mapbox Vector Tile specification 2.1, unpacked; its layers by name. Throws where it is cut short. */
export function readVectorTile(tile: Uint8Array): ReadonlyMap<string, TileLayer> {
  const layers = new Map<string, TileLayer>();
  for (const { number, bytes } of fieldsOf(tile)) {
    if (number !== 3) continue;
    const { name, ...layer } = readLayer(bytes);
    layers.set(name, layer);
  }
  return layers;
}

function readLayer(message: Uint8Array): TileLayer & { readonly name: string } {
  let [name, extent] = ["", EXTENT];
  const [features, keys, values]: [Uint8Array[], string[], Shape["says"][string][]] = [[], [], []];
  for (const { number, value, bytes } of fieldsOf(message)) {
    if (number === 1) name = textOf(bytes);
    else if (number === 2) features.push(bytes);
    else if (number === 3) keys.push(textOf(bytes));
    else if (number === 4) values.push(readValue(bytes));
    else if (number === 5) extent = value;
  }
  return { name, extent, shapes: features.flatMap((feature) => readShape(feature, keys, values)) };
}

function readValue(message: Uint8Array): string | number | boolean {
  for (const { number, value, bytes } of fieldsOf(message)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (number === 1) return textOf(bytes);
    if (number === 2) return view.getFloat32(0, true);
    if (number === 3) return view.getFloat64(0, true);
    if (number === 6) return unzigzag(value);
    return number === 7 ? value !== 0 : value;
  }
  return "";
}

function readShape(message: Uint8Array, keys: readonly string[], values: readonly Shape["says"][string][]): Shape[] {
  let [kind, tags, drawing]: [Shape["kind"] | undefined, number[], number[]] = [undefined, [], []];
  for (const { number, value, bytes } of fieldsOf(message)) {
    if (number === 2) tags = numbersOf(bytes);
    else if (number === 3) kind = KINDS[value];
    else if (number === 4) drawing = numbersOf(bytes);
  }
  if (kind === undefined) return [];
  const says: Record<string, string | number | boolean> = {};
  for (let i = 0; i + 1 < tags.length; i += 2) {
    const [key, value] = [keys[tags[i] ?? -1], values[tags[i + 1] ?? -1]];
    if (key !== undefined && value !== undefined) says[key] = value;
  }
  return [{ kind, parts: readParts(drawing), says }];
}

/** Commands of a pen that moves by steps; the painter closes a closing ring. */
function readParts(drawing: readonly number[]): number[][] {
  const parts: number[][] = [];
  let [x, y, at] = [0, 0, 0];
  while (at < drawing.length) {
    const head = drawing[at++] ?? 0;
    const [command, times] = [head & 7, head >> 3];
    if (command !== MOVE_TO && command !== LINE_TO) continue;
    for (let i = 0; i < times && at < drawing.length; i++) {
      x += unzigzag(drawing[at++] ?? 0);
      y += unzigzag(drawing[at++] ?? 0);
      if (command === MOVE_TO) parts.push([x, y]);
      else parts.at(-1)?.push(x, y);
    }
  }
  return parts;
}
