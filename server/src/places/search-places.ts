import type { places } from "@amaliyat/contract/places";
import { ok } from "@amaliyat/domain/kernel";
import { scopeOf, sectorsOfPoints } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { findPlaces } from "./places-queries.ts";

/** What answers a search, best first; landmarks of the map are told in which sector they lie. */
export const searchPlaces = ({ db }: PlacesDeps, { who, query }: Call<typeof places.search>): Promise<Reply<typeof places.search>> => {
  const { text, lat, lon, most } = query;
  const near = lat === undefined || lon === undefined ? null : { lat, lon };
  return transaction(
    db,
    scopeOf(who),
    async (tx) => {
      const found = await findPlaces(tx, text, near, most);
      const sectors = await sectorsOfPoints(
        tx,
        found.map(({ point }) => point),
      );
      return ok(found.map((one, nth) => ({ ...one, sectorId: one.sectorId ?? sectors[nth] ?? null })));
    },
    { readOnly: true },
  );
};
