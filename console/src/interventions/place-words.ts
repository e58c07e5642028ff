import type { InterventionRow } from "@amaliyat/contract/interventions";
import { useCallback } from "react";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useCameras, useSites } from "../live/index.ts";

type Located = Pick<InterventionRow, "placeText" | "siteId" | "cameraId">;

/** Says where an intervention is: the words typed, else the name of its site or camera; null when nobody said. */
export function usePlaceWords(): (row: Located) => string | null {
  const { language } = useLanguage();
  const sites = useSites().data;
  const cameras = useCameras().data;
  return useCallback(
    (row) => {
      if (row.placeText !== null) return row.placeText;
      const camera = cameras?.find((one) => one.cameraId === row.cameraId);
      const site = sites?.find((one) => one.siteId === (row.siteId ?? camera?.siteId));
      return site?.names[language] ?? camera?.siteNames[language] ?? null;
    },
    [sites, cameras, language],
  );
}
