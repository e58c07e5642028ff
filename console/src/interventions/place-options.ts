import type { ComboboxOption } from "@amaliyat/ui/controls";
import type { Point } from "@amaliyat/domain/kernel";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useMemo } from "react";
import { useCameras, useSites } from "../live/index.ts";

export type KnownPlace = { readonly id: string; readonly point: Point; readonly name: string };

/** Sites and cameras as places to choose from, findable by any of their names. */
export function useKnownPlaces(): {
  readonly options: readonly ComboboxOption<string>[];
  readonly find: (id: string) => KnownPlace | undefined;
} {
  const { language } = useLanguage();
  const sites = useSites().data;
  const cameras = useCameras().data;
  return useMemo(() => {
    const all = [
      ...(sites ?? []).map((site) => ({
        id: site.siteId,
        point: site.place,
        name: site.names[language],
        code: site.code,
        names: site.names,
      })),
      ...(cameras ?? []).map((camera) => ({
        id: camera.cameraId,
        point: camera.place,
        name: camera.names[language],
        code: camera.code,
        names: camera.names,
      })),
    ];
    const options = all.map(({ id, name, code, names }) => ({
      value: id,
      label: name,
      detail: code,
      keywords: Object.values(names).join(" "),
    }));
    return { options, find: (id) => all.find((one) => one.id === id) };
  }, [sites, cameras, language]);
}
