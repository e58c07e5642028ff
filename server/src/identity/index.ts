export { identityRoutes } from "./identity-routes.ts";
export { actorOf, scopeOf } from "./scope.ts";
export { sectorOfPoint } from "./sectors.ts";
export { startSessionKeeper, type SessionKeeper } from "./session-keeper.ts";
export { callerByToken, touch } from "./sessions.ts";
