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

export const callEnding = z.enum(CALL_ENDINGS.map(({ code }) => code));
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

/** State of a requested call back: the caller still hears the promise, waits, or is offered to a call-taker. */
export const callBackState = z.enum(["leaving", "waiting", "offered"]);

/** Text in a call: beside sound, or without sound. */
export const textKind = z.enum(["beside", "alone"]);

/** State of a call: in the queue, offered, with a call-taker, with a party outside or an announcement, over. */
export const callState = z.enum(["waiting", "offered", "talking", "elsewhere", "ended"]);
