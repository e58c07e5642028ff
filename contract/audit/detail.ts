/**
 * Keys of an entry's detail whose values are words of a person. An entry is never erased, so the words do not stand in it. It holds a
 * salted commitment, and the sealed words lie beside the log until their own time is over.
 */
export const WORD_KEYS: ReadonlySet<string> = new Set([
  "reason",
  "words",
  "text",
  "texts",
  "note",
  "said",
  "q",
  "answer",
  "placeText",
  "prosecutor",
]);

/** Commitment in an entry in place of the words. */
export type Committed = { readonly committed: string };

/** True if a value under a key is words: numbers and flags are facts under any name. */
export function isWords(key: string, value: unknown): boolean {
  return WORD_KEYS.has(key) && value !== null && (typeof value === "string" || typeof value === "object") && !isCommitted(value);
}

export const isCommitted = (value: unknown): value is Committed =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).join() === "committed" &&
  typeof (value as Committed).committed === "string";

/**
 * Every other key that an entry's detail may have: ids, codes, numbers, moments, hashes, and public names of things. Any other key is
 * refused in the log; each room of a test is held to it at its end.
 */
export const FACT_KEYS: ReadonlySet<string> = new Set(
  `about accepted accuracyM act active activity actorId address after afterMs again agency agent alertId alertIds aliases announcements
  answerId anyLanguageMs anyway approvalId approvedBy ar area asked askedBy assignmentId at atHome attempt attempts attributes
  authorisation authorised authorisedUntil available backOf badge before boundary busy by byCode byCrew byKey byPatrol bytes call
  callBack calledAt cameraId cause certainty changed changes channel chief chiefId chiefMs childAlertId choice clipId clock close closed
  closedAnnouncement
  closes code codes command committed completed concerns consult copy corrected corrects count counts credentials danger day days
  decidedAt decision designatedFrom designatedUntil desk desksMs digest directionDeg disposition done dpiaReference en end ended ending entries
  event existing expiresAt extension factor factorAsked factors fault fieldOfViewDeg figures fileId fileName files filter first for format forwardId
  found fr from further given grid handedAt hash hazardId hazards held host hours importId incidentId inPlaceOf inServiceOn interventionId
  interventions into joins kept keptUntil key keyBefore kind ladder language languages last lat late left leftOut leg legId limit line lines listeningId lon made
  mainPath matter measure menu mode n name nameLatin names nature network next node notes number numbers offerMs on open opens order origin other
  outcome overflow own parent parentId part partner partnerId partners passkeyId passkeys path people period personId phase photoId
  pictureId place placed placeKind places planId point port priorities priority purpose purposes quality questionId queue radio radiusM rangeM
  ready record recordingId reference refused relation released removesFactors reopened repeated replayId reports retentionDays retentionHours reviewAt
  revision role roles room route rows rule seconds sectorId sectors seenAt segments sensitive seq session sessionsEnded sha256 share shared shut
  sighted sightingId signature silent site siteId size skipped sort soundMs source sources span stampedAt stamps state step stepId stream subcategory
  subjectId subjectKind subPath superseded taken takenAt takenAway target targets telephone tiles times to tokenId told transport trusted type types
  unchanged unit unitId units unreached until use user userId username value values vehicle version viewId way why window within withinS wrapUpMs`
    .split(/\s+/)
    .filter((key) => key !== ""),
);
