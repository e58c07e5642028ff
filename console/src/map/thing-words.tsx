import { codeIn, CONNECTION_LABELS } from "@amaliyat/domain/cameras";
import { UNIT_STATUS_LABELS, type UnitStatus } from "@amaliyat/domain/dispatch";
import { exhaustive } from "@amaliyat/domain/kernel";
import { CameraGlyph, PriorityGlyph, UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import MapPin from "lucide-react/icons/map-pin";
import type { ReactNode } from "react";
import type { Unit } from "@amaliyat/contract/dispatch";
import { levelOf, shortReference, titleOf, statusNow } from "../facts/index.ts";
import { cameraGlyphState } from "./drawing/features.ts";
import type { Thing } from "./controls/next-thing.ts";
import { useText } from "./text.ts";
import type { MapData } from "./use-map-data.ts";

export type ThingWords = { readonly icon: ReactNode; readonly title: ReactNode; readonly detail: ReactNode };

/** State of a chosen unit, with the time since (ms). A call for help comes before its status, which may well be "available". */
export function unitSaid(
  unit: Pick<Unit, "status" | "statusSince" | "reservedUntil" | "distress">,
  now: number,
): { readonly state: UnitStatus | "distress"; readonly since: number } {
  if (unit.distress !== null) return { state: "distress", since: Date.parse(unit.distress.at) };
  const state = statusNow(unit, now);
  const ended = state === unit.status ? null : unit.reservedUntil;
  return { state, since: Date.parse(ended ?? unit.statusSince) };
}

/** Words for a thing on the map: its glyph, name and state. Null if the lists no longer have it. */
export function useThingWords({ cameras, units, rows, sites }: MapData): (thing: Thing) => ThingWords | null {
  const ui = useUiText();
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return ({ kind, id }) => {
    switch (kind) {
      case "camera": {
        const camera = cameras.find((one) => one.cameraId === id);
        if (!camera) return null;
        const glyph = cameraGlyphState(camera);
        const title = <Bdi>{`${codeIn(camera.code, language)} · ${camera.names[language]}`}</Bdi>;
        return { icon: <CameraGlyph state={glyph} size={18} silent />, title, detail: CONNECTION_LABELS[glyph][language] };
      }
      case "unit": {
        const unit = units.find((one) => one.unitId === id);
        if (!unit) return null;
        const { state, since } = unitSaid(unit, roomNow());
        const status = state === "distress" ? ui("unit.distress") : UNIT_STATUS_LABELS[state][language];
        const detail = text("since", { status, age: format.age(roomNow() - since) });
        return { icon: <UnitGlyph state={state} size={18} silent />, title: <Num>{unit.code}</Num>, detail };
      }
      case "intervention": {
        const row = rows.find((one) => one.interventionId === id);
        if (!row) return null;
        const detail = <Num>{shortReference(row.reference, roomNow())}</Num>;
        return { icon: <PriorityGlyph priority={levelOf(row.priority)} size={20} />, title: titleOf(row.subcategory, language), detail };
      }
      case "site": {
        const site = sites.find((one) => one.siteId === id);
        if (!site) return null;
        const title = <Bdi>{site.names[language]}</Bdi>;
        return { icon: <MapPin size={18} aria-hidden="true" />, title, detail: <Num>{site.code}</Num> };
      }
      default:
        return exhaustive(kind);
    }
  };
}
