export { openBreachedPasswords } from "./passwords/breached.ts";
export { openFirstRun, type FirstRun, type Terminal } from "./first-run.ts";
export { identityRoutes } from "./identity-routes.ts";
export { personOf } from "./identity-queries.ts";
export { recover, type RecoverRole } from "./recover.ts";
export { actorOf, scopeOf } from "./scope.ts";
export { sectorOfPoint, sectorsOfPoints, sectorTree } from "./sectors.ts";
export { startSessionKeeper, TOO_MANY, type SessionKeeper } from "./session-keeper.ts";
export { callerByToken, touch } from "./sessions.ts";
