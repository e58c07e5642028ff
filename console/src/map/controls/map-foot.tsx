import { CameraLabel, PriorityLabel, UnitLabel, type UnitState } from "@amaliyat/ui/glyphs";
import { IconButton } from "@amaliyat/ui/controls";
import { Bdi } from "@amaliyat/ui/i18n";
import Info from "lucide-react/icons/info";
import { useState, type ReactNode } from "react";
import { createStore, useStore } from "../../store/index.ts";
import type { Heat } from "../drawing/heat.ts";
import type { Shown } from "../map-layers.ts";
import { useText } from "../text.ts";
import type { GroundState } from "../use-ground.ts";

type Props = { readonly ground: GroundState; readonly shown: Shown; readonly heat: Heat; readonly small: boolean };

/** The edge of the map: the legend, missing parts, and the owner of the ground's data. */
export function MapFoot({ ground, shown, heat, small }: Props): ReactNode {
  return (
    <div className="map-foot">
      {small ? <span /> : <Legend shown={shown} />}
      <Notes ground={ground} heat={heat} />
    </div>
  );
}

const never = createStore(false);

function Notes({ ground, heat }: Pick<Props, "ground" | "heat">): ReactNode {
  const text = useText();
  const late = useStore(ground.kind === "drawn" ? ground.tiles.late : never);
  const said = [
    ground.kind === "missing" && text(ground.why === "none" ? "no_basemap" : "unread_basemap"),
    late && text("late_tiles"),
    heat.failed && text("no_heat"),
  ].filter((note) => note !== false);
  const attribution = ground.kind === "drawn" ? ground.tiles.attribution : "";
  return (
    <div className="map-notes">
      <div role="status">
        {said.map((note) => (
          <p key={note} className="map-note">
            {note}
          </p>
        ))}
      </div>
      {attribution !== "" && (
        <small className="map-attribution">
          <Bdi>{attribution}</Bdi>
        </small>
      )}
    </div>
  );
}

const UNITS: readonly UnitState[] = ["available", "assigned", "en_route", "on_scene", "stale"];
const PRIORITIES = [1, 2, 3, 4] as const;

/** Legend of the visible layers; can be hidden. */
function Legend({ shown }: { readonly shown: Shown }): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(true);
  return (
    <div className="map-legend" role="group" aria-label={text("legend")}>
      {open && shown.interventions && PRIORITIES.map((priority) => <PriorityLabel key={priority} priority={priority} size={14} />)}
      {open && shown.units && UNITS.map((state) => <UnitLabel key={state} state={state} size={14} />)}
      {open && shown.cameras && <CameraLabel state="live" size={14} />}
      {open && shown.heat && (
        <span className="map-heat-key">
          <span aria-hidden="true" />
          {text("layers.heat")}
        </span>
      )}
      <IconButton
        size="s"
        label={text(open ? "hide_legend" : "show_legend")}
        icon={<Info size={14} aria-hidden="true" />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
    </div>
  );
}
