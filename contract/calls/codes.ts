import {
  CALL_ENDINGS,
  CALL_LANGUAGES,
  NATURES,
  OUTSIDE_NATURES,
  PAUSE_REASONS,
  PLACE_SOURCES,
  RECORDING_PAUSE_REASONS,
} from "@amaliyat/domain/calls";
import { PURPOSES } from "@amaliyat/domain/cameras";
import { z } from "zod";

export const callEnding = z.enum(CALL_ENDINGS);
export const callLanguage = z.enum(CALL_LANGUAGES);
export const bulletinNature = z.enum(NATURES.map(({ code }) => code));
export const callNature = z.enum([...NATURES, ...OUTSIDE_NATURES].map(({ code }) => code));
export const pauseReason = z.enum(PAUSE_REASONS);
export const recordingPauseReason = z.enum(RECORDING_PAUSE_REASONS);
export const placeSource = z.enum(PLACE_SOURCES);
export const purpose = z.enum(PURPOSES);
export const listenMode = z.enum(["listen", "whisper", "barge"]);

/** Number of a line. */
export const lineNumber = z.string().regex(/^\d{2,15}$/);

/** How one stands who has asked to be called back: still hears that it will be so, waits for somebody to call, is offered to one. */
export const callBackState = z.enum(["leaving", "waiting", "offered"]);

/** How a caller can write in a call: beside sound, or without any. */
export const textKind = z.enum(["beside", "alone"]);

/** How a call stands: in the queue, with a call-taker, with somebody who is none or with an announcement, over. */
export const callState = z.enum(["waiting", "offered", "talking", "elsewhere", "ended"]);
