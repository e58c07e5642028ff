import type { Clock } from "../platform/clock.ts";
import type { Feature, Topics } from "../platform/feature.ts";
import { countedRowsKeeper, type CountedRows } from "./counted-rows.ts";
import { importJob } from "./import/run-import.ts";
import type { HasRoom } from "./import/start-import.ts";
import { statisticsRoutes } from "./statistics-routes.ts";

const TOPICS = {
  import: { roles: ["analyst", "supervisor"], whileLocked: false },
} satisfies Topics;

export type StatisticsFeatureDeps = CountedRows & { readonly clock: Clock; readonly hasRoom: HasRoom };

export const statisticsFeature = ({ db, journal, clock, hasRoom }: StatisticsFeatureDeps): Feature => ({
  name: "statistics",
  topics: TOPICS,
  routes: () => statisticsRoutes(db, clock, hasRoom),
  jobs: [importJob({ db, clock })],
  expire: [{ needsTrustedClock: false, run: countedRowsKeeper({ db, journal }) }],
});
