import type { CallRow, CallerPlaceShown } from "@amaliyat/contract/calls";
import { useNow } from "@amaliyat/ui/hooks";
import { useFormat } from "@amaliyat/ui/i18n";
import { useText } from "./text.ts";

/** Origin of a measured place: source, radius, age. */
export function useMeasureWords(): (place: CallerPlaceShown) => string {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  return ({ source, accuracyM, measuredAt }) =>
    [
      text(`source.${source}`),
      ...(accuracyM === null ? [] : [text("place.within", { radius: format.distance(accuracyM) })]),
      format.relative(now - Date.parse(measuredAt)),
    ].join(" · ");
}

/** Place of a caller in one line: the caller's words, else the measurement. Null if nothing is known. */
export function usePlaceWords(): (call: Pick<CallRow, "place" | "placeText">) => string | null {
  const measureWords = useMeasureWords();
  return ({ place, placeText }) => {
    const parts = [...(placeText === null ? [] : [placeText]), ...(place === null ? [] : [measureWords(place)])];
    return parts.length === 0 ? null : parts.join(" · ");
  };
}
