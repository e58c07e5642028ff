/**
 * Keys of an entry's detail whose values are words of a person. An entry is never erased, so they do not stand in it: it holds a salted
 * commitment, and the words lie beside the log, sealed, until their own time is over.
 */
export const WORD_KEYS: ReadonlySet<string> = new Set(["reason", "words", "text", "texts", "note", "said", "q", "answer", "placeText", "prosecutor"]);

/** What stands in an entry in the place of words. */
export type Committed = { readonly committed: string };

/** Whether a value under a key is words: numbers and flags are facts under any name. */
export function isWords(key: string, value: unknown): boolean {
  return WORD_KEYS.has(key) && value !== null && (typeof value === "string" || typeof value === "object") && !isCommitted(value);
}

export const isCommitted = (value: unknown): value is Committed =>
  typeof value === "object" && value !== null && Object.keys(value).join() === "committed" && typeof (value as Committed).committed === "string";

/**
 * Every other key that an entry's detail may have: ids, codes, numbers, moments, hashes, and names that things have in public. What is not
 * here is no detail of the log; each room of a test is held to it at its end.
 */
export const FACT_KEYS: ReadonlySet<string> = new Set(
  `accuracyM activity address after agent aliases alertId alertIds anyway ar area asked assignmentId at atHome attempts attributes authorised
  authorisation available before busy by byCrew byPatrol bytes calledAt cameraId cause certainty changed changes channel chief clipId clock
  closed code committed completed copy corrects count credentials danger decidedAt decision digest disposition ending end en entries event existing
  expiresAt fault fileId fileName files filter first for forwardId found fr from given grid hash hazardId hazards host hours importId
  inPlaceOf inServiceOn incidentId interventionId interventions into joins keptUntil kind language languages last lat leftOut left legId line
  lines lon made matter measure mode n name names nature network next notes number numbers on order origin other own parentId parent part
  partner partners path people period personId phase photoId pictureId place placeKind placed places point port priority priorities purpose
  quality radiusM recordingId reference relation repeated replayId reviewAt revision role roles route rows seconds sectorId sectors seenAt
  segments sensitive session sessionsEnded sha256 sighted sightingId site size sort source span stamps stampedAt state step stream
  subcategory taken takenAt target targets tiles times to told tokenId trusted type types unit unitId units unreached until use userId
  username value values version viewId way why within`
    .split(/\s+/)
    .filter((key) => key !== ""),
);
