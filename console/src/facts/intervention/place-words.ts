import type { InterventionRow } from "@amaliyat/contract/interventions";
import { useCallback } from "react";
import type { Point } from "@amaliyat/domain/kernel";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useCameras, useSites } from "../camera/camera-lists.ts";

type Located = Pick<InterventionRow, "place" | "placeText" | "siteId" | "cameraId">;

/** A point that has no name, as people read it out to each other. */
const pointWords = ({ lat, lon }: Point): string => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;

/** Says where an intervention is: the words typed, else the name of its site or camera, else the point; null when nobody said. */
export function usePlaceWords(): (row: Located) => string | null {
  const { language } = useLanguage();
  const sites = useSites().data;
  const cameras = useCameras().data;
  return useCallback(
    (row) => {
      if (row.placeText !== null) return row.placeText;
      const camera = cameras?.find((one) => one.cameraId === row.cameraId);
      const site = sites?.find((one) => one.siteId === (row.siteId ?? camera?.siteId));
      return site?.names[language] ?? camera?.siteNames[language] ?? (row.place && pointWords(row.place));
    },
    [sites, cameras, language],
  );
}
