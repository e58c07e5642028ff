import { IconButton } from "@amaliyat/ui/controls";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Crosshair from "lucide-react/icons/crosshair";
import Minus from "lucide-react/icons/minus";
import Plus from "lucide-react/icons/plus";
import { useEffect, useEffectEvent, type ReactNode, type RefObject } from "react";
import { positions } from "../../facts/index.ts";
import { select, selected } from "../../selection/index.ts";
import { LayerMenu } from "./layer-menu.tsx";
import type { Here } from "./here.ts";
import type { Shown } from "../map-layers.ts";
import type { MapView } from "../drawing/map-view.ts";
import { nextThing, thingsOf } from "./next-thing.ts";
import { placeOf } from "../place-of.ts";
import { useText } from "../text.ts";
import type { MapData } from "../use-map-data.ts";

type Props = {
  readonly view: MapView;
  readonly data: MapData;
  readonly shown: Shown;
  /** The map itself; keys are heard while it holds the focus. */
  readonly container: RefObject<HTMLElement | null>;
  readonly small: boolean;
  readonly onHere: (here: Here) => void;
};

/**
 * Buttons of the map, and their keys. Page Down and Page Up walk over the drawn things, Enter lists the things at the chosen one, Home goes
 * back to the room.
 */
export function MapControls({ view, data, shown, container, small, onHere }: Props): ReactNode {
  const text = useText();
  const walk = (by: 1 | -1): void => {
    const thing = nextThing(
      thingsOf(data, shown, (unitId) => positions.of(unitId) !== undefined),
      selected(),
      by,
    );
    // As from a list: the target has to come into sight.
    if (thing) select(thing, "list");
  };
  const list = async (): Promise<void> => {
    const place = placeOf(selected(), data);
    const here = place ? await view.at(place) : null;
    if (here) onHere(here);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = ACTS[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act({ walk, list: () => void list().catch(() => undefined), home: () => view.home() });
  });
  useEffect(() => {
    const node = container.current;
    const listener = (event: KeyboardEvent): void => onKey(event);
    node?.addEventListener("keydown", listener);
    return () => node?.removeEventListener("keydown", listener);
  }, [container]);
  return (
    <div className="map-controls">
      <IconButton label={text("closer")} icon={<Plus size={16} aria-hidden="true" />} onClick={() => view.zoom(1)} />
      <IconButton label={text("farther")} icon={<Minus size={16} aria-hidden="true" />} onClick={() => view.zoom(-1)} />
      <IconButton label={text("home")} icon={<Crosshair size={16} aria-hidden="true" />} onClick={() => view.home()} />
      {!small && (
        <>
          <IconButton label={text("previous")} icon={<ChevronUp size={16} aria-hidden="true" />} onClick={() => walk(-1)} />
          <IconButton label={text("next")} icon={<ChevronDown size={16} aria-hidden="true" />} onClick={() => walk(1)} />
          <LayerMenu shown={shown} />
        </>
      )}
    </div>
  );
}

type Acts = { readonly walk: (by: 1 | -1) => void; readonly list: () => void; readonly home: () => void };
const ACTS: Readonly<Record<string, ((acts: Acts) => void) | undefined>> = {
  PageDown: ({ walk }) => walk(1),
  PageUp: ({ walk }) => walk(-1),
  Enter: ({ list }) => list(),
  Home: ({ home }) => home(),
};
