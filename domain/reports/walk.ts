/** A walk home lasts this long at most, from its beginning. Seconds. */
export const WALK_LONGEST_S = 4 * 3_600;
/** The phone asks loudly for so long after the end before it calls for help. Seconds. */
export const WALK_ASK_S = 20;
/** The room waits so long after the end: the phone asks first, and its answer needs a moment on a bad link. Seconds. */
export const WALK_GRACE_S = 24;
/** Interval of the room's search for walks that ran out. The alarm reaches the desks 30 s after the end at the latest. */
export const WALK_LOOK_MS = 2_000;
/** Interval at which the phone reports its place on the way. */
export const WALK_WORD_EVERY_MS = 60_000;
/** A walk that is over is known for so long, without name and place: a late word of its phone begins none anew. */
export const WALK_KEPT_HOURS = 24;
/** A contact that the room may call: longest name and number, in characters. */
export const WALK_CONTACT_MOST = { name: 60, number: 20 } as const;

/**
 * Messages to one contact within a day: nobody confirmed the number, and it may be a stranger's. A phone is trusted once a person of the
 * room took a report of it at face value.
 */
export const CONTACT_OF_DAY = { stranger: 1, trusted: 3 } as const;
/** Messages to contacts within an hour, to all numbers together: of phones that are not trusted, and as many of those that are. */
export const CONTACTS_OF_HOUR = 60;

/** True if the room may write to a contact, given its messages to it within the day, and the contacts within the hour. */
export const mayTellContact = (ofDay: number, ofHour: number, isTrusted: boolean): boolean =>
  ofDay < CONTACT_OF_DAY[isTrusted ? "trusted" : "stranger"] && ofHour < CONTACTS_OF_HOUR;

/** States of a walk: on the way; arrived; or its time ran out, and the room has it as a call for help. */
export const WALK_STATES = ["walking", "home", "alarmed"] as const;
export type WalkState = (typeof WALK_STATES)[number];

/** `nth` is the number of the newest word of its phone. Moments in milliseconds. */
export type Walk = { readonly state: WalkState; readonly beganAt: number; readonly endsAt: number; readonly nth: number };

/** A word from the way. `leftS`: the seconds until the end that its person set; null leaves the end as it is. */
export type WalkWord = { readonly nth: number; readonly act: "here" | "home"; readonly leftS: number | null };

const endOf = (beganAt: number, leftS: number, at: number): number => Math.min(at + leftS * 1_000, beganAt + WALK_LONGEST_S * 1_000);

export const begunWalk = (leftS: number, at: number): Walk => ({ state: "walking", beganAt: at, endsAt: endOf(at, leftS, at), nth: 0 });

/** A walk after a word of its phone. A word that a bad link brought late changes nothing, nor does any once the walk is over. */
export function walkAfter(walk: Walk, { nth, act, leftS }: WalkWord, at: number): Walk {
  if (walk.state !== "walking") return walk;
  if (act === "home") return { ...walk, state: "home", nth: Math.max(walk.nth, nth) };
  if (nth <= walk.nth) return walk;
  return { ...walk, nth, endsAt: leftS === null ? walk.endsAt : endOf(walk.beganAt, leftS, at) };
}

/** True once the room makes an alarm of a walk. */
export const isWalkOverdue = ({ state, endsAt }: Walk, at: number): boolean => state === "walking" && at >= endsAt + WALK_GRACE_S * 1_000;
