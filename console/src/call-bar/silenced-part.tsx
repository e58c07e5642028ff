import { Button } from "@amaliyat/ui/controls";
import VolumeX from "lucide-react/icons/volume-x";
import type { ReactNode } from "react";
import { silenced } from "../phone/index.ts";
import { useStore } from "../store/index.ts";
import { useText } from "./text.ts";

/** Nothing would be heard of a call: said while there is time to mend it by a touch, which any press of this page is. */
export function SilencedPart(): ReactNode {
  const text = useText();
  if (!useStore(silenced)) return null;
  return (
    <span role="alert">
      <Button size="s" icon={<VolumeX size={16} aria-hidden="true" className="am-attention" />}>
        {text("silenced")}
      </Button>
    </span>
  );
}
