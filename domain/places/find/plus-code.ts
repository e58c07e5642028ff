import type { Point } from "../../kernel/index.ts";

/** Open Location Code, the specification of github.com/google/open-location-code, chapter «Encoding». */
const FIGURES = "23456789cfghjmpqrvwx";
/** Four, six or eight figures before the plus, two or three after. */
const CODE = /(?:^|[^\p{L}\p{N}])((?:[2-9cfghjmpqrvwx]{2}){2,4})\+([2-9cfghjmpqrvwx]{2,3})(?![\p{L}\p{N}])/u;

const wrapped = (lon: number): number => lon - 360 * Math.floor((lon + 180) / 360);

/** The figures before the plus of a place, of which a short code leaves out the first. */
function headOf({ lat, lon }: Point): string {
  let [north, east] = [Math.min(Math.max(lat, -90), 89.999_999) + 90, wrapped(lon) + 180];
  let head = "";
  for (let size = 20; head.length < 8; size /= 20) {
    const [row, column] = [Math.min(19, Math.floor(north / size)), Math.min(19, Math.floor(east / size))];
    head += (FIGURES[row] ?? "") + (FIGURES[column] ?? "");
    [north, east] = [north - row * size, east - column * size];
  }
  return head;
}

/** The middle of the area that eight figures and the two or three after the plus mean. */
function middleOf(head: string, tail: string): Point {
  let [lat, lon, size] = [-90, -180, 400];
  const figures = head + tail.slice(0, 2);
  for (let at = 0; at < figures.length; at += 2) {
    size /= 20;
    lat += FIGURES.indexOf(figures[at] ?? "2") * size;
    lon += FIGURES.indexOf(figures[at + 1] ?? "2") * size;
  }
  if (tail.length < 3) return { lat: lat + size / 2, lon: lon + size / 2 };
  const cell = FIGURES.indexOf(tail[2] ?? "2");
  const [high, wide] = [size / 5, size / 4];
  return { lat: lat + (Math.floor(cell / 4) + 0.5) * high, lon: lon + ((cell % 4) + 0.5) * wide };
}

/** The point of a plus code in a text in lower case; a short one is the nearest of its kind to `near`. Null where there is none. */
export function plusCodePoint(text: string, near: Point | null): Point | null {
  const [, head, tail] = CODE.exec(text) ?? [];
  if (head === undefined || tail === undefined) return null;
  if (head.length === 8) {
    const point = middleOf(head, tail);
    return point.lat <= 90 && point.lon <= 180 ? point : null;
  }
  const missing = 8 - head.length;
  if (near === null) return null;
  // Without its first four figures a code repeats each degree, without two each twenty.
  const step = head.length === 4 ? 1 : 20;
  const found = middleOf(headOf(near).slice(0, missing) + head, tail);
  const nearer = (value: number, goal: number): number => value + Math.round((goal - value) / step) * step;
  const lat = nearer(found.lat, near.lat);
  return { lat: Math.abs(lat) > 90 ? found.lat : lat, lon: wrapped(nearer(found.lon, near.lon)) };
}
