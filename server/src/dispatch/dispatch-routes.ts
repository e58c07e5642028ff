import { dispatch } from "@amaliyat/contract/dispatch";
import { serve, type Served } from "../platform/http/index.ts";
import { advise } from "./advise.ts";
import { assign } from "./assignments/assign.ts";
import type { DispatchDeps } from "./deps.ts";
import { distress, panic } from "./units/distress.ts";
import { loseDevice, makeDistressKey, openSignedCalls } from "./units/distress-keys.ts";
import { crew, finish, flagDown, note } from "./patrol/patrol-acts.ts";
import { drive, duty, report } from "./patrol/patrol.ts";
import { readDanger } from "./patrol/read-danger.ts";
import { stamp, withdraw } from "./assignments/stamp.ts";
import { takeUp } from "./patrol/take-up.ts";
import { changeUnit, createUnit, hear, lendUnit, reserve, retireUnit, setUnitService, units } from "./units/units.ts";

/** The routes of this feature, each joined to its use case. */
export const dispatchRoutes = (deps: DispatchDeps): Served[] => [
  serve(dispatch.units, (call) => units(deps.db, call)),
  serve(dispatch.createUnit, (call) => createUnit(deps.db, call)),
  serve(dispatch.changeUnit, (call) => changeUnit(deps, call)),
  serve(dispatch.lendUnit, (call) => lendUnit(deps.db, call)),
  serve(dispatch.retireUnit, (call) => retireUnit(deps, call)),
  serve(dispatch.setUnitService, (call) => setUnitService(deps.db, call)),
  serve(dispatch.reserve, (call) => reserve(deps.db, call)),
  serve(dispatch.hear, (call) => hear(deps.db, call)),
  serve(dispatch.distress, (call) => distress(deps.db, call)),
  serve(dispatch.advise, (call) => advise(deps, call)),
  serve(dispatch.assign, (call) => assign(deps.db, call)),
  serve(dispatch.withdraw, (call) => withdraw(deps, call)),
  serve(dispatch.stamp, (call) => stamp(deps, call)),
  serve(dispatch.duty, (call) => duty(deps, call)),
  serve(dispatch.panic, (call) => panic(deps.db, call)),
  serve(dispatch.makeDistressKey, (call) => makeDistressKey(deps.db, call)),
  serve(dispatch.signedPanic, openSignedCalls(deps.db)),
  serve(dispatch.loseDevice, (call) => loseDevice(deps, call)),
  serve(dispatch.flagDown, (call) => flagDown(deps, call)),
  serve(dispatch.takeUp, (call) => takeUp(deps, call)),
  serve(dispatch.finish, (call) => finish(deps, call)),
  serve(dispatch.note, (call) => note(deps, call)),
  serve(dispatch.readDanger, (call) => readDanger(deps.db, call)),
  serve(dispatch.crew, (call) => crew(deps, call)),
  serve(dispatch.drive, (call) => drive(deps, call)),
  serve(dispatch.report, (call) => report(deps, call)),
];
