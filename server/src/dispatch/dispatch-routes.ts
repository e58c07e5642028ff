import { dispatch } from "@amaliyat/contract/dispatch";
import type { Db } from "../platform/database/index.ts";
import { serve, type Served } from "../platform/http/index.ts";
import type { Hub } from "../platform/live/index.ts";
import { advise } from "./advise.ts";
import { assign } from "./assign.ts";
import { duty, report } from "./patrol.ts";
import { stamp, withdraw } from "./stamp.ts";
import { createUnit, setUnitService, units } from "./units.ts";

/** The routes of this feature, each joined to its use case. */
export const dispatchRoutes = (db: Db, hub: Hub): Served[] => [
  serve(dispatch.units, (call) => units(db, call)),
  serve(dispatch.createUnit, (call) => createUnit(db, call)),
  serve(dispatch.setUnitService, (call) => setUnitService(db, call)),
  serve(dispatch.advise, (call) => advise(db, call)),
  serve(dispatch.assign, (call) => assign(db, call)),
  serve(dispatch.withdraw, (call) => withdraw(db, call)),
  serve(dispatch.stamp, (call) => stamp(db, call)),
  serve(dispatch.duty, (call) => duty(db, call)),
  serve(dispatch.report, (call) => report(db, hub, call)),
];
