import type { FoundPlace, places } from "@amaliyat/contract/places";
import { findPlaces, readPoint } from "@amaliyat/domain/places";
import { distanceM, ok, type Point } from "@amaliyat/domain/kernel";
import { scopeOf, sectorsOfPoints } from "../../identity/index.ts";
import { transaction, type Scope, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Named } from "./names-queries.ts";
import type { PlacesDeps } from "../places-deps.ts";
import type { TownNames } from "./town-names.ts";

const FIGURES = 5;
/** A centimetre: what is left of seconds behind it is no place. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** A point that was said in figures, as an answer of its own. */
function saidPoint(said: Point): Named {
  const [lat, lon] = [rounded(said.lat), rounded(said.lon)];
  const text = `${lat.toFixed(FIGURES)}, ${lon.toFixed(FIGURES)}`;
  return {
    source: "point",
    id: text,
    names: { ar: text, fr: text, en: text },
    more: [],
    code: null,
    kind: "other",
    point: { lat, lon },
    sectorId: null,
  };
}

type Asked = { readonly text: string; readonly near: Point | null; readonly most: number; readonly isSure?: boolean };

/** Key of callers who see the same names: crew or desk, with the same sectors. */
const scopeKey = ({ role, sectors }: Scope): string => `${role === "patrol" ? "crew" : "desk"} ${sectors.toSorted().join(" ")}`;

/** Places that answer a text, best first, as a caller of this scope sees them. */
export async function placesBy(tx: Tx, names: TownNames, scope: Scope, asked: Asked): Promise<readonly Named[]> {
  const { text, ...how } = asked;
  const point = readPoint(text, how.near);
  if (point !== null) return [saidPoint(point)];
  return findPlaces(await names.all(tx, scopeKey(scope)), text, how);
}

/** Lists the places that answer a search, best first. A place that has no sector of its own gets the one in which it lies. */
export const searchPlaces = (
  { db, names }: PlacesDeps,
  { who, query }: Call<typeof places.search>,
): Promise<Reply<typeof places.search>> => {
  const { text, lat, lon, most } = query;
  const near = lat === undefined || lon === undefined ? null : { lat, lon };
  const scope = scopeOf(who);
  return transaction(
    db,
    scope,
    async (tx) => {
      const found = await placesBy(tx, names, scope, { text, near, most });
      const sectors = await sectorsOfPoints(
        tx,
        found.map(({ point }) => point),
      );
      return ok(
        found.map(({ source, id, names: named, kind, point, sectorId }, nth): FoundPlace => ({
          source,
          id,
          names: named,
          kind,
          point,
          sectorId: sectorId ?? sectors[nth] ?? null,
          metres: near === null ? null : Math.round(distanceM(near, point)),
        })),
      );
    },
    { readOnly: true },
  );
};

/** Farther than this (m) nobody calls a point by a place. */
const NEAR_M = 500;
/** A sector is a district and no place; a camera is called by its site. */
const NO_NAMES: ReadonlySet<FoundPlace["source"]> = new Set(["sector", "camera"]);

/** The named place nearest to a point, as the caller sees the town; null within half a kilometre of none. */
export const nearPlace = ({ db, names }: PlacesDeps, { who, query }: Call<typeof places.near>): Promise<Reply<typeof places.near>> => {
  const scope = scopeOf(who);
  return transaction(
    db,
    scope,
    async (tx) => {
      const lists = await names.all(tx, scopeKey(scope));
      const found = lists.flatMap((list) => list.nearest(query, NEAR_M, ({ source }) => !NO_NAMES.has(source)) ?? []);
      const [best] = found.toSorted((a, b) => a.metres - b.metres);
      if (best === undefined) return ok(null);
      const { source, names: named } = best.place;
      return ok({ source, names: named, metres: Math.round(best.metres) });
    },
    { readOnly: true },
  );
};
