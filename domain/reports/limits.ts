const MIB = 1024 * 1024;

/** Longest texts, in characters: of a report, of one message, of a contact, of a place in words. */
export const TEXT_MOST = { words: 2_000, message: 1_000, contact: 120, place: 200 } as const;

/** Files of one report, those that were added later included. */
export const FILES_MOST = 12;
/** Files that come with the report itself: five pictures, or one film, and one voice note. */
export const FIRST_FILES_MOST = 6;

export const FILE_KINDS = ["picture", "film", "voice"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Largest files as they arrive, in bytes. */
export const FILE_BYTES_MOST: Readonly<Record<FileKind, number>> = { picture: 15 * MIB, film: 100 * MIB, voice: 10 * MIB };

/** Most pixels of a picture or of one picture of a film, and longest running time in seconds. */
export const PIXELS_MOST = 60_000_000;
export const FILM_PIXELS_MOST = 9_000_000;
export const SECONDS_MOST: Readonly<Record<Exclude<FileKind, "picture">, number>> = { film: 180, voice: 300 };

/** Time that the place of a caller for help is followed, and the interval of its updates. */
export const HERE_FOR_MS = 3_600_000;
export const HERE_EVERY_MS = 10_000;
/** As many places of one report are taken: every 10 s of the hour, and some that a bad link brought twice. */
export const HERE_MOST = 400;
/** A fix that is older says nothing of where somebody is. */
export const HERE_OLDEST_MS = 600_000;

/** A report that nobody works on any more is forgotten after this, and its follow-up code with it. Days. */
export const KEPT_DAYS = 365;

/** Until every byte of a report that was taken back is gone, in seconds; all that is no file goes at once. */
export const ERASED_WITHIN_S = 60;

/** A part of a file that nobody adds to is given up after this. Days. */
export const PART_KEPT_HOURS = 24;

/** A phone that sends nothing is forgotten after this, and is new again. Days. */
export const DEVICE_KEPT_DAYS = 180;

/** A moment that a report tells of lies at most this far back. Days. */
export const LONG_AGO_DAYS = 30;
