import { cardRoutes } from "./card-routes.ts";
import { deskRoutes } from "./desk-routes.ts";
import { recordingRoutes } from "./recording-routes.ts";
import { soundRoutes } from "./sound-routes.ts";
import { talkRoutes } from "./talk-routes.ts";
import { textRoutes } from "./text-routes.ts";

export * from "./figure-shapes.ts";
export * from "./line-shapes.ts";
export { callPlaceRoutes } from "./outside-routes.ts";
export * from "./shapes.ts";
export type { CallText } from "./text-routes.ts";

/** The routes of calls for the people of the room. */
export const calls = { ...deskRoutes, ...talkRoutes, ...soundRoutes, ...cardRoutes, ...recordingRoutes, ...textRoutes } as const;
