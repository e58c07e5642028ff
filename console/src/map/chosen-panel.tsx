import { interventions } from "@amaliyat/contract/interventions";
import { Button, IconButton } from "@amaliyat/ui/controls";
import { Bdi, Num, useUiText } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import MapPin from "lucide-react/icons/map-pin";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { askNewIntervention, useOpenIntervention } from "../facts/index.ts";
import { select, useChosen, type Selection } from "../selection/index.ts";
import { useMay } from "../session/index.ts";
import { useText } from "./text.ts";
import { useThingWords, type ThingWords } from "./thing-words.tsx";
import type { MapData } from "./use-map-data.ts";

/** Selected thing, in a corner of the map, with its one main act. */
export function ChosenPanel({ data }: { readonly data: MapData }): ReactNode {
  const { selection } = useChosen();
  const wordsOf = useThingWords(data);
  if (selection === null) return null;
  const said = selection.kind === "place" ? null : wordsOf(selection);
  if (selection.kind === "place") return <Chosen said={<PlaceWords place={selection} />} act={<OpenHere place={selection} />} />;
  return said && <Chosen icon={said.icon} said={<Words {...said} />} act={<ThingAct of={selection} />} />;
}

type ChosenProps = { readonly icon?: ReactNode; readonly said: ReactNode; readonly act: ReactNode };

function Chosen({ icon = <MapPin size={18} aria-hidden="true" />, said, act }: ChosenProps): ReactNode {
  const ui = useUiText();
  return (
    <div className="map-chosen">
      {icon}
      <div className="am-grow">{said}</div>
      {act}
      <IconButton size="s" label={ui("close")} icon={<X size={14} aria-hidden="true" />} onClick={() => select(null)} />
    </div>
  );
}

function Words({ title, detail }: Omit<ThingWords, "icon">): ReactNode {
  return (
    <>
      <div className="am-strong am-clip">{title}</div>
      <div className="am-small am-t2 am-clip">{detail}</div>
    </>
  );
}

type PlaceProps = { readonly place: Extract<Selection, { readonly kind: "place" }> };

function PlaceWords({ place: { point, name } }: PlaceProps): ReactNode {
  const text = useText();
  const title = name === undefined ? text("place") : <Bdi>{name}</Bdi>;
  return <Words title={title} detail={<Num>{`${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`}</Num>} />;
}

function OpenHere({ place: { point, name } }: PlaceProps): ReactNode {
  const text = useText();
  if (!useMay(interventions.open)) return null;
  return (
    <Button size="s" shortcut="Ctrl+KeyN" onClick={() => askNewIntervention(point, name ?? null)}>
      {text("open_here")}
    </Button>
  );
}

/** A camera opens an intervention, an intervention its card; of the others nothing follows here. */
function ThingAct({ of: { kind, id } }: { readonly of: Extract<Selection, { readonly id: string }> }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const mayOpen = useMay(interventions.open);
  const open = useOpenIntervention();
  if (kind === "camera" && mayOpen)
    return (
      <Button size="s" onClick={() => void open({ cameraId: id })}>
        {text("open_from_camera")}
      </Button>
    );
  if (kind !== "intervention") return null;
  return (
    <Button size="s" onClick={() => void navigate({ to: "/interventions/$interventionId", params: { interventionId: id }, search: {} })}>
      {text("card")}
    </Button>
  );
}
