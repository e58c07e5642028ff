export { actorOf } from "../audit/index.ts";
export { scopeOf } from "../platform/http/index.ts";
