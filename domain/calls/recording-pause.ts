/** Why the recording of a talk is paused: words that the room has no right to keep. */
export const RECORDING_PAUSE_REASONS = ["doctor", "lawyer", "bank", "secret"] as const;
export type RecordingPauseReason = (typeof RECORDING_PAUSE_REASONS)[number];

/** How a pause of a recording ended: by its person, by its time, because the talk changed hands or was over, or because it never began. */
export const RECORDING_PAUSE_ENDS = ["person", "time", "handed_over", "call", "failed"] as const;
export type RecordingPauseEnd = (typeof RECORDING_PAUSE_ENDS)[number];

/** After this a pause ends by itself: nobody remembers to end it in a talk about something else. */
export const RECORDING_PAUSE_MOST_MS = 180_000;
