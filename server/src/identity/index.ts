export { identityRoutes } from "./identity-routes.ts";
export { actorOf, scopeOf } from "./scope.ts";
export { sectorOfPoint, sectorsOfPoints, sectorTree } from "./sectors.ts";
export { startSessionKeeper, TOO_MANY, type SessionKeeper } from "./session-keeper.ts";
export { callerByToken, touch } from "./sessions.ts";
