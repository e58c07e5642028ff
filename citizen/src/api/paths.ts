import type { alerts } from "@amaliyat/contract/alerts";
import type { reports } from "@amaliyat/contract/reports";
import type { Method } from "@amaliyat/contract/route";

/** The routes that a citizen's phone calls, by their declared types. */
export type Routes = Pick<
  typeof reports,
  | "about"
  | "notice"
  | "task"
  | "landmarks"
  | "send"
  | "follow"
  | "say"
  | "addFiles"
  | "prove"
  | "here"
  | "withdraw"
  | "beginWalk"
  | "walkWord"
> &
  Pick<typeof alerts, "inForce" | "subscribe" | "unsubscribe">;
export type RouteName = keyof Routes;

/**
 * Method and path of each route. They are repeated here, held to the contract by a test, because the declarations bring the shapes with
 * them. Those are some 50 kB that a phone on a slow link would wait for.
 */
export const PATHS: Readonly<Record<RouteName, readonly [Method, `/${string}`]>> = {
  inForce: ["GET", "/api/allo/alerts"],
  subscribe: ["POST", "/api/allo/alerts/subscriptions"],
  unsubscribe: ["POST", "/api/allo/alerts/unsubscriptions"],
  about: ["GET", "/api/allo"],
  notice: ["GET", "/api/allo/notice"],
  task: ["GET", "/api/allo/task"],
  landmarks: ["GET", "/api/allo/landmarks"],
  send: ["POST", "/api/allo/reports"],
  follow: ["POST", "/api/allo/follow"],
  say: ["POST", "/api/allo/messages"],
  addFiles: ["POST", "/api/allo/files"],
  prove: ["POST", "/api/allo/proofs"],
  here: ["POST", "/api/allo/here"],
  withdraw: ["POST", "/api/allo/withdraw"],
  beginWalk: ["POST", "/api/allo/walks"],
  walkWord: ["POST", "/api/allo/walks/words"],
};

/** Routes that reply nothing: of any other route an answer without a body is none. The same test holds the list to the contract. */
export const SILENT: ReadonlySet<RouteName> = new Set(["here", "subscribe", "unsubscribe"]);

/** Address of uploads by tus. */
export const UPLOADS = "/api/allo/uploads";

/** The picture of a missing child. */
export const alertPictureOf = (alertId: string): string => `/api/allo/alerts/${encodeURIComponent(alertId)}/picture`;

/** The town's map, read by ranges and not as an answer. */
export const mapTilesOf = (version: string): string => `/api/map/${encodeURIComponent(version)}/town.pmtiles`;
