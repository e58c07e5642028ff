import type { ReportRow } from "@amaliyat/contract/reports";
import { distanceM } from "@amaliyat/domain/kernel";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useCallback } from "react";
import { useSites } from "../facts/index.ts";
import { pointWords } from "./report-facts.ts";
import { useText } from "./text.ts";

/** A site farther off than this says nothing of a place. */
const NEAR_M = 500;

/** Place of a report in one line: the author's or the room's words, else the nearest site, else the point. Null if unknown. */
export function usePlaceWords(): (row: Pick<ReportRow, "placeText" | "place">) => string | null {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const sites = useSites().data;
  return useCallback(
    ({ placeText, place }) => {
      if (placeText !== null || place === null) return placeText;
      const near = (sites ?? [])
        .map((site) => ({ site, metres: distanceM(site.place, place) }))
        .filter(({ metres }) => metres <= NEAR_M)
        .toSorted((a, b) => a.metres - b.metres)[0];
      if (near === undefined) return pointWords(place);
      return text("place.near", { name: near.site.names[language], distance: format.distance(near.metres) });
    },
    [text, format, language, sites],
  );
}
