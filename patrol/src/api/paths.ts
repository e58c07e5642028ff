import type { bolos } from "@amaliyat/contract/bolos";
import type { dispatch } from "@amaliyat/contract/dispatch";
import type { identity } from "@amaliyat/contract/identity";
import type { photos } from "@amaliyat/contract/interventions";
import type { places } from "@amaliyat/contract/places";
import type { theRoom } from "@amaliyat/contract/room";
import type { Method } from "@amaliyat/contract/route";

type Dispatch = Pick<
  typeof dispatch,
  | "duty"
  | "stamp"
  | "finish"
  | "note"
  | "readDanger"
  | "flagDown"
  | "takeUp"
  | "hear"
  | "panic"
  | "signedPanic"
  | "makeDistressKey"
  | "crew"
  | "drive"
  | "report"
>;
type Identity = Pick<typeof identity, "signIn" | "signOut" | "me" | "seenNotice" | "passkeyChallenge" | "passkeySignIn">;

/** The routes that a phone calls, by their declared types. */
export type Routes = Dispatch &
  Identity &
  Pick<typeof photos, "attach"> &
  Pick<typeof bolos, "receive" | "acknowledge" | "sight"> &
  Pick<typeof places, "reportHazard"> &
  Pick<typeof theRoom, "room">;
export type RouteName = keyof Routes;

/**
 * Method and path of each route. They are repeated here, held to the contract by a test, because the declarations bring the shapes with
 * them. Those are some 50 kB that a phone on 2G would wait for before its first screen.
 */
export const PATHS: Readonly<Record<RouteName, readonly [Method, `/${string}`]>> = {
  duty: ["GET", "/api/patrol/duty"],
  stamp: ["POST", "/api/assignments/:assignmentId/status"],
  finish: ["POST", "/api/patrol/assignments/:assignmentId/outcome"],
  note: ["POST", "/api/patrol/assignments/:assignmentId/notes"],
  readDanger: ["POST", "/api/patrol/assignments/:assignmentId/read"],
  flagDown: ["POST", "/api/patrol/interventions"],
  takeUp: ["POST", "/api/patrol/assignments"],
  hear: ["POST", "/api/units/:unitId/word"],
  panic: ["POST", "/api/patrol/panic"],
  signedPanic: ["POST", "/api/patrol/panic/signed"],
  makeDistressKey: ["POST", "/api/patrol/distress-key"],
  crew: ["PUT", "/api/patrol/crew"],
  drive: ["GET", "/api/patrol/assignments/:assignmentId/route"],
  report: ["POST", "/api/patrol/positions"],
  attach: ["POST", "/api/patrol/assignments/:assignmentId/photos"],
  receive: ["POST", "/api/bolos/received"],
  acknowledge: ["POST", "/api/bolos/:boloId/acknowledge"],
  sight: ["POST", "/api/bolos/:boloId/sightings"],
  reportHazard: ["POST", "/api/patrol/hazards"],
  signIn: ["POST", "/api/session"],
  signOut: ["DELETE", "/api/session"],
  passkeyChallenge: ["POST", "/api/session/passkey/challenge"],
  passkeySignIn: ["POST", "/api/session/passkey"],
  me: ["GET", "/api/session"],
  seenNotice: ["PUT", "/api/session/notices/:codeId"],
  room: ["GET", "/api/room"],
};

/** Routes that reply nothing: of any other route an answer without a body is none. The same test holds the list to the contract. */
export const SILENT: ReadonlySet<RouteName> = new Set(["acknowledge", "signOut", "signedPanic", "note", "report"]);

/** The town's map, read by ranges and not as an answer. */
export const mapTilesOf = (version: string): string => `/api/map/${encodeURIComponent(version)}/town.pmtiles`;
