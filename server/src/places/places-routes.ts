import { places } from "@amaliyat/contract/places";
import { ok } from "@amaliyat/domain/kernel";
import { settle } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { transaction } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import { allHazards } from "./hazards/hazards-queries.ts";
import { warnings } from "./hazards/hazards-at.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { allPlaces } from "./places-queries.ts";
import { readHistory } from "./read-history.ts";
import { nearPlace, searchPlaces } from "./names/search-places.ts";
import { changeHazard, createHazard, endHazard, judgeHazard, renewHazard, reportHazard } from "./hazards/write-hazard.ts";
import { changePlace, closePlace, createPlace } from "./write-place.ts";

/** The routes of this feature, each joined to its use case. */
export const placesRoutes = (deps: PlacesDeps): Served[] => [
  serve(places.search, (call) => searchPlaces(deps, call)),
  serve(places.near, (call) => nearPlace(deps, call)),
  serve(places.list, async ({ who }) => ok(await transaction(deps.db, scopeOf(who), allPlaces, { readOnly: true }))),
  serve(places.create, (call) => createPlace(deps, call)),
  serve(places.change, (call) => changePlace(deps, call)),
  serve(places.close, (call) => closePlace(deps, call)),
  serve(places.hazards, ({ who, at }) =>
    transaction(deps.db, scopeOf(who), async (tx) => {
      const found = await allHazards(tx);
      await settle(tx, { who, at }, { type: "hazard.listed", about: null, detail: { count: found.length } });
      return ok(found);
    }),
  ),
  serve(places.writeHazard, (call) => createHazard(deps, call)),
  serve(places.reportHazard, (call) => reportHazard(deps, call)),
  serve(places.changeHazard, (call) => changeHazard(deps, call)),
  serve(places.judgeHazard, (call) => judgeHazard(deps, call)),
  serve(places.renewHazard, (call) => renewHazard(deps, call)),
  serve(places.endHazard, (call) => endHazard(deps, call)),
  serve(places.warnings, (call) => warnings(deps, call)),
  serve(places.history, (call) => readHistory(deps, call)),
];
