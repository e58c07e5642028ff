import { explain, isErrorCode } from "@amaliyat/contract/errors";
import { RECORDER_SILENT, RECORDER_SILENT_LABEL } from "@amaliyat/domain/cameras";
import type { Language } from "@amaliyat/domain/kernel";
import { GAP_CAUSE_LABELS, isGapCause } from "@amaliyat/domain/recordings";

/** Reason that a camera sends no picture or is not recorded, in words: the recorder's cause, a refusal's code, or the text received. */
export function causeWords(cause: string, language: Language): string {
  if (isGapCause(cause)) return GAP_CAUSE_LABELS[cause][language];
  if (cause === RECORDER_SILENT) return RECORDER_SILENT_LABEL[language];
  return isErrorCode(cause) ? explain(cause, {})[language] : cause;
}
