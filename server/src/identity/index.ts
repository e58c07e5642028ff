export { identityRoutes } from "./identity-routes.ts";
export { actorOf, scopeOf } from "./scope.ts";
export { sectorOfPoint } from "./sectors.ts";
export { callerByToken, touch, type SessionEnder } from "./sessions.ts";
