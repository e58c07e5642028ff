import type { Point } from "../kernel/index.ts";

/** Time after its session during which a phone may still call for help by its own key. */
export const DISTRESS_KEY_LASTS_MS = 24 * 3_600_000;

/** Facts that decide whether a phone's key is taken. `sessionEndedAt` is null while the session goes on. */
export type DistressKeyFacts = {
  readonly isRevoked: boolean;
  /** The person is designated as patrol. */
  readonly isPatrol: boolean;
  readonly sessionEndedAt: number | null;
};

export const isDistressKeyGood = ({ isRevoked, isPatrol, sessionEndedAt }: DistressKeyFacts, at: number): boolean =>
  !isRevoked && isPatrol && (sessionEndedAt === null || at < sessionEndedAt + DISTRESS_KEY_LASTS_MS);

/** A call for help as a phone signs it: the key, a number of its own, and the content. Times in ISO 8601. */
export type DistressCall = {
  readonly keyId: string;
  readonly call: string;
  readonly at: string;
  readonly place: Point | null;
  readonly accuracyM: number | null;
  readonly placeAt: string | null;
};

/** The text that is signed. The same words and numbers give the same text on the phone and in the room. */
export const textOfDistress = ({ keyId, call, at, place, accuracyM, placeAt }: DistressCall): string =>
  JSON.stringify(["amaliyat distress 1", keyId, call, at, place?.lat ?? null, place?.lon ?? null, accuracyM, placeAt]);

/** Moment that names the latest press of a call for help: the press after somebody took the call up, else the first as the room heard it. */
export const latestPress = ({ againAt, heardAt }: { readonly againAt: string | null; readonly heardAt: string }): string =>
  againAt ?? heardAt;
