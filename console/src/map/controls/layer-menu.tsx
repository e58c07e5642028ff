import { interventions } from "@amaliyat/contract/interventions";
import { Checkbox, IconButton } from "@amaliyat/ui/controls";
import { Popover } from "@amaliyat/ui/layout";
import Layers from "lucide-react/icons/layers";
import { useRef, useState, type ReactNode } from "react";
import { useMay } from "../../session/index.ts";
import { LAYER_NAMES, show, type Shown } from "../map-layers.ts";
import { useText } from "../text.ts";

/** Layers of the map; stored for this seat. */
export function LayerMenu({ shown }: { readonly shown: Shown }): ReactNode {
  const text = useText();
  const button = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const mayHeat = useMay(interventions.list);
  return (
    <div ref={button}>
      <IconButton
        label={text("layers.label")}
        icon={<Layers size={16} aria-hidden="true" />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      <Popover anchor={button} open={open} onClose={() => setOpen(false)} label={text("layers.label")} align="end" className="map-layers">
        {LAYER_NAMES.filter((name) => name !== "heat" || mayHeat).map((name) => (
          <Checkbox key={name} label={text(`layers.${name}`)} checked={shown[name]} onChange={(value) => show(name, value)} />
        ))}
      </Popover>
    </div>
  );
}
