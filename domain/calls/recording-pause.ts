/** Reasons to pause the recording of a talk: words that the room has no right to keep. */
export const RECORDING_PAUSE_REASONS = ["doctor", "lawyer", "bank", "secret"] as const;
export type RecordingPauseReason = (typeof RECORDING_PAUSE_REASONS)[number];

/** Ends of a recording's pause: by its person, by its time, by a transfer or the end of the talk, or because it never began. */
export const RECORDING_PAUSE_ENDS = ["person", "time", "handed_over", "call", "failed"] as const;
export type RecordingPauseEnd = (typeof RECORDING_PAUSE_ENDS)[number];

/** After this a pause ends by itself: nobody remembers to end it in a talk about something else. */
export const RECORDING_PAUSE_MOST_MS = 180_000;
