import { interventions } from "@amaliyat/contract/interventions";
import { CONNECTION_LABELS } from "@amaliyat/domain/cameras";
import { UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { Button, IconButton } from "@amaliyat/ui/controls";
import { CameraGlyph, PriorityGlyph, UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import MapPin from "lucide-react/icons/map-pin";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { levelOf, shortReference, titleOf } from "../interventions/facts.ts";
import { askNewIntervention } from "../interventions/new-intervention-store.ts";
import { useOpenIntervention } from "../interventions/use-open-intervention.ts";
import { select, useChosen } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { cameraGlyphState } from "./features.ts";
import { useText } from "./text.ts";
import { unitSaid } from "./unit-said.ts";
import type { MapData } from "./use-map-data.ts";

type Said = { readonly icon: ReactNode; readonly title: ReactNode; readonly detail?: ReactNode; readonly act?: ReactNode };

/** What is selected, in a corner of the map, with the one act that follows from it. */
export function ChosenPanel({ data }: { readonly data: MapData }): ReactNode {
  const ui = useUiText();
  const said = useSaid(data);
  if (!said) return null;
  return (
    <div className="map-chosen">
      {said.icon}
      <div className="am-grow">
        <div className="am-strong am-clip">{said.title}</div>
        {said.detail && <div className="am-small am-t2 am-clip">{said.detail}</div>}
      </div>
      {said.act}
      <IconButton size="s" label={ui("close")} icon={<X size={14} aria-hidden="true" />} onClick={() => select(null)} />
    </div>
  );
}

function useSaid(data: MapData): Said | null {
  const ui = useUiText();
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const mayOpen = useMay(interventions.open);
  const open = useOpenIntervention();
  const { selection } = useChosen();
  switch (selection?.kind) {
    case "place": {
      const { lat, lon } = selection.point;
      const act = mayOpen && (
        <Button size="s" shortcut="Ctrl+KeyN" onClick={() => askNewIntervention(selection.point, selection.name ?? null)}>
          {text("open_here")}
        </Button>
      );
      return {
        icon: <MapPin size={18} aria-hidden="true" />,
        title: selection.name === undefined ? text("place") : <Bdi>{selection.name}</Bdi>,
        detail: <Num>{`${lat.toFixed(5)}, ${lon.toFixed(5)}`}</Num>,
        act,
      };
    }
    case "camera": {
      const camera = data.cameras.find((one) => one.cameraId === selection.id);
      if (!camera) return null;
      const glyph = cameraGlyphState(camera);
      const act = mayOpen && (
        <Button size="s" onClick={() => void open({ cameraId: camera.cameraId })}>
          {text("open_from_camera")}
        </Button>
      );
      const title = <Bdi>{`${camera.code} · ${camera.names[language]}`}</Bdi>;
      return { icon: <CameraGlyph state={glyph} size={18} silent />, title, detail: CONNECTION_LABELS[glyph][language], act };
    }
    case "unit": {
      const unit = data.units.find((one) => one.unitId === selection.id);
      if (!unit) return null;
      const { state, since } = unitSaid(unit, roomNow());
      const status = state === "distress" ? ui("unit.distress") : UNIT_STATUS_LABELS[state][language];
      const detail = text("since", { status, age: format.age(roomNow() - since) });
      return { icon: <UnitGlyph state={state} size={18} silent />, title: <Num>{unit.code}</Num>, detail };
    }
    case "intervention": {
      const row = data.rows.find((one) => one.interventionId === selection.id);
      if (!row) return null;
      const card = { to: "/interventions/$interventionId", params: { interventionId: row.interventionId }, search: {} } as const;
      const act = (
        <Button size="s" onClick={() => void navigate(card)}>
          {text("card")}
        </Button>
      );
      const detail = <Num>{shortReference(row.reference, roomNow())}</Num>;
      return { icon: <PriorityGlyph priority={levelOf(row.priority)} size={20} />, title: titleOf(row.subcategory, language), detail, act };
    }
    case "site": {
      const site = data.sites.find((one) => one.siteId === selection.id);
      return site
        ? { icon: <MapPin size={18} aria-hidden="true" />, title: <Bdi>{site.names[language]}</Bdi>, detail: <Num>{site.code}</Num> }
        : null;
    }
    default:
      return null;
  }
}
