import type { InterventionRow } from "@amaliyat/contract/interventions";
import type { Site } from "@amaliyat/contract/cameras";
import { distanceM, type Point } from "@amaliyat/domain/kernel";
import { useCallback } from "react";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useCameras, useSites } from "../camera/camera-lists.ts";
import { useText } from "../text.ts";

type Located = Pick<InterventionRow, "place" | "placeText" | "siteId" | "cameraId">;

/** A site this near names a point that nobody named (m). */
const NEAR_M = 400;

/** A point that has no name, as people read it out to each other. */
const pointWords = ({ lat, lon }: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;

function nearestSite(sites: readonly Site[], point: Point): Site | null {
  const near = sites.map((site) => ({ site, metres: distanceM(site.place, point) })).filter(({ metres }) => metres <= NEAR_M);
  return near.toSorted((a, b) => a.metres - b.metres)[0]?.site ?? null;
}

/** Says where an intervention is: the words typed, else its site or camera, else the site that is near, else the point; null when nobody said. */
export function usePlaceWords(): (row: Located) => string | null {
  const text = useText();
  const { language } = useLanguage();
  const sites = useSites().data;
  const cameras = useCameras().data;
  return useCallback(
    (row) => {
      if (row.placeText !== null) return row.placeText;
      const camera = cameras?.find((one) => one.cameraId === row.cameraId);
      const site = sites?.find((one) => one.siteId === (row.siteId ?? camera?.siteId));
      const named = site?.names[language] ?? camera?.siteNames[language];
      if (named !== undefined || row.place === null) return named ?? null;
      const near = nearestSite(sites ?? [], row.place);
      return near === null ? pointWords(row.place) : text("near", { place: near.names[language] });
    },
    [sites, cameras, language, text],
  );
}
