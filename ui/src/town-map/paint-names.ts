import type { Language } from "./words.ts";
import { onScreen, type Brush } from "./brush.ts";
import type { Name } from "./ground.ts";
import { boxOf, overlaps, spotsAlong, type Box, type NameSpot } from "./name-spot.ts";
import type { Placed } from "./paint-ground.ts";
import { spotOf, type Spot } from "./view.ts";

const SIZE_PX = 13;
const LINE_PX = 18;
/** Least distance between two copies of the same name. */
const AGAIN_PX = 260;
/** Zoom from which a place or a road is named, by rank. Names of whole towns end where their streets are readable. */
const PLACES_FROM: readonly number[] = [8, 11.5, 14.2, 15.5];
const ROADS_FROM: readonly number[] = [12.5, 13.5, 15.2, 16.5];
const TOWN_UNTIL = 13;

type Wanted = { readonly name: Name; readonly line: readonly Spot[] };

function isNamed({ isRoad, rank }: Name, zoom: number): boolean {
  if (!isRoad && rank === 1 && zoom > TOWN_UNTIL) return false;
  return zoom >= ((isRoad ? ROADS_FROM : PLACES_FROM)[rank - 1] ?? 17);
}

function wantedIn({ view, size }: Brush, tiles: readonly Placed[]): Wanted[] {
  const wanted: Wanted[] = [];
  for (const { at, tile } of tiles)
    for (const name of tile.names) {
      if (!isNamed(name, view.zoom)) continue;
      const line: Spot[] = [];
      for (let i = 0; i + 1 < name.along.length; i += 2) {
        const [u, v] = [(name.along[i] ?? 0) / tile.extent, (name.along[i + 1] ?? 0) / tile.extent];
        line.push(spotOf(view, size, { x: (at.x + u) / 2 ** at.z, y: (at.y + v) / 2 ** at.z }));
      }
      wanted.push({ name, line });
    }
  return wanted.toSorted((a, b) => Number(a.name.isRoad) - Number(b.name.isRoad) || a.name.rank - b.name.rank);
}

function* spotsOf({ name, line }: Wanted, width: number): Generator<NameSpot> {
  const [at] = line;
  if (name.isRoad) yield* spotsAlong(line, width);
  else if (at !== undefined) yield { at, turn: 0 };
}

/** Paints the names that fit, the best known first. Nothing is written over `taken` areas. */
export function paintNames(brush: Brush, tiles: readonly Placed[], language: Language, taken: readonly Box[]): void {
  const { ink, size, colours, font } = brush;
  onScreen(brush);
  ink.font = `600 ${SIZE_PX}px ${font}`;
  ink.textAlign = "center";
  ink.textBaseline = "middle";
  ink.direction = language === "ar" ? "rtl" : "ltr";
  ink.lineWidth = 4;
  ink.strokeStyle = colours("--map-ground");
  ink.fillStyle = colours("--local-label");
  const boxes = [...taken];
  const said = new Map<string, Spot[]>();
  const isInside = ({ at, x, y }: Box): boolean => at.x - x >= 0 && at.x + x <= size.x && at.y - y >= 0 && at.y + y <= size.y;
  const isSaid = (words: string, at: Spot): boolean =>
    (said.get(words) ?? []).some((other) => Math.hypot(other.x - at.x, other.y - at.y) < AGAIN_PX);

  for (const each of wantedIn(brush, tiles)) {
    const words = each.name.words[language];
    if (words === "") continue;
    const width = ink.measureText(words).width + 6;
    for (const spot of spotsOf(each, width)) {
      const box = boxOf(spot, width, LINE_PX);
      if (!isInside(box) || isSaid(words, spot.at) || boxes.some((other) => overlaps(box, other))) continue;
      boxes.push(box);
      said.set(words, [...(said.get(words) ?? []), spot.at]);
      ink.save();
      ink.translate(spot.at.x, spot.at.y);
      ink.rotate(spot.turn);
      ink.strokeText(words, 0, 0);
      ink.fillText(words, 0, 0);
      ink.restore();
      break;
    }
  }
}
