import type { Walk } from "../storage/kept.ts";
import { toldValue } from "../storage/told.ts";

/** The walk of this phone. */
export const theWalk = toldValue("walk", null);

/** The people whom this phone's owner trusts. */
export const theContacts = toldValue("contacts", []);

/** Changes the walk of this code alone: another one may have begun meanwhile. */
export const changeOf = (code: string, how: (walk: Walk) => Walk): Promise<Walk | null> =>
  theWalk.change((walk) => (walk === null || walk.code !== code ? walk : how(walk)));
