import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { workstations } from "@amaliyat/contract/workstations";
import { codeIn } from "@amaliyat/domain/cameras";
import { roomNow, useNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { cameraList, openInterventions, shortReference, siteList, titleOf, unitList, useReplay } from "../../facts/index.ts";
import { select, type Selection } from "../../selection/index.ts";
import { useMay, usePersonNames } from "../../session/index.ts";
import { askArrangement, layoutList, windowRole } from "../../workstation/index.ts";
import { A_WHILE_MS, type Entry } from "./entry.ts";

/** Things of the room as they stand in the lists that are held. */
export function useThings(): readonly Entry[] {
  const { language } = useLanguage();
  const names = usePersonNames();
  const navigate = useNavigate();
  const now = useNow();
  const rows = useQuery({ ...openInterventions, enabled: useMay(interventions.list) }).data ?? [];
  const units = useQuery({ ...unitList, enabled: useMay(dispatch.units) }).data ?? [];
  const cams = useQuery({ ...cameraList, enabled: useMay(cameras.list) }).data ?? [];
  const sites = useQuery({ ...siteList, enabled: useMay(cameras.sites) }).data ?? [];
  const layouts = useQuery({ ...layoutList, enabled: useMay(workstations.layouts) }).data ?? [];
  const replay = useReplay();
  const show = (selection: Selection) => () => {
    select(selection);
    void navigate({ to: "/room" });
  };
  return [
    ...rows
      .filter((row) => row.state === "open")
      .map((row): Entry => ({
        id: row.interventionId,
        kind: "intervention",
        label: titleOf(row.subcategory, language),
        detail: `${shortReference(row.reference, now)} ${row.placeText ?? ""}`,
        code: row.reference,
        words: [row.subcategory],
        act: () => void navigate({ to: "/interventions/$interventionId", params: { interventionId: row.interventionId } }),
        replay: replay({ place: row.place, at: Date.parse(row.openedAt), interventionId: row.interventionId }) ?? undefined,
      })),
    ...cams.map((camera): Entry => ({
      id: camera.cameraId,
      kind: "camera",
      label: `${codeIn(camera.code, language)} · ${camera.names[language]}`,
      detail: camera.siteNames[language],
      code: camera.code,
      words: [codeIn(camera.code, "ar"), codeIn(camera.code, "en"), ...Object.values(camera.names), ...Object.values(camera.siteNames)],
      act: show({ kind: "camera", id: camera.cameraId }),
      replay: replay({ place: camera.place, at: roomNow() - A_WHILE_MS }) ?? undefined,
    })),
    ...units.map((unit): Entry => ({
      id: unit.unitId,
      kind: "unit",
      label: unit.code,
      detail: "",
      code: unit.code,
      words: unit.crew.map(names.words),
      act: show({ kind: "unit", id: unit.unitId }),
    })),
    ...sites.map((site): Entry => ({
      id: site.siteId,
      kind: "site",
      label: site.names[language],
      detail: site.code,
      code: site.code,
      words: Object.values(site.names),
      act: show({ kind: "site", id: site.siteId }),
    })),
    ...layouts.map((layout): Entry => ({
      id: layout.layoutId,
      kind: "layout",
      label: layout.name,
      detail: layout.isShared ? names.shown(layout.ownerName) : "",
      code: "",
      words: [],
      act: () => {
        if (askArrangement(layout)) void navigate({ to: windowRole() === "wall" ? "/wall" : "/room" });
      },
    })),
  ];
}
