import { interventions } from "@amaliyat/contract/interventions";
import { useShortcut } from "@amaliyat/ui/hooks";
import { CommandPalette, type PaletteItem } from "@amaliyat/ui/layout";
import Archive from "lucide-react/icons/archive";
import Bookmark from "lucide-react/icons/bookmark";
import Cctv from "lucide-react/icons/cctv";
import Command from "lucide-react/icons/terminal";
import Keyboard from "lucide-react/icons/keyboard";
import MapPin from "lucide-react/icons/map-pin";
import MapPinned from "lucide-react/icons/map-pinned";
import PanelTop from "lucide-react/icons/panel-top";
import Siren from "lucide-react/icons/siren";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import User from "lucide-react/icons/user";
import { useState, type ReactNode } from "react";
import { askNewIntervention } from "../../facts/index.ts";
import { useMay } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { closeOverlay, openPalette, overlay } from "../overlays.ts";
import { useEntries } from "./entries.ts";
import type { Entry, EntryKind } from "./entry.ts";
import { KeyNote } from "./key-note.tsx";
import { useText } from "../text.ts";

const ICONS: Readonly<Record<EntryKind, typeof Cctv>> = {
  screen: PanelTop,
  camera: Cctv,
  site: MapPin,
  place: MapPinned,
  intervention: TriangleAlert,
  unit: Siren,
  person: User,
  command: Command,
  archive: Archive,
  layout: Bookmark,
  act: Keyboard,
  send: Siren,
};

/** Ctrl K: one place to find a camera, a place, an intervention, a unit, a screen or a command, in any spelling. */
export function Palette(): ReactNode {
  const open = useStore(overlay) === "palette";
  const mayOpen = useMay(interventions.open);
  useShortcut("Ctrl+KeyK", openPalette);
  useShortcut(["Ctrl+KeyN", "Alt+KeyN"], () => askNewIntervention(), { enabled: mayOpen, whileTyping: true });
  return open ? <OpenPalette /> : null;
}

function OpenPalette(): ReactNode {
  const text = useText();
  const [query, setQuery] = useState("");
  const { entries, answer } = useEntries(query);
  const item = (entry: Entry): PaletteItem => {
    const Icon = ICONS[entry.kind];
    return {
      id: entry.id,
      label: (
        <>
          <bdi>{entry.label}</bdi> {entry.detail !== "" && <bdi className="am-t3">{entry.detail}</bdi>}
        </>
      ),
      kind: text(`kind.${entry.kind}`),
      icon: <Icon size={16} aria-hidden="true" />,
      shortcut: entry.shortcut,
      disabledReason: entry.disabledReason,
      isGuarded: entry.isGuarded,
      hasOther: entry.replay !== undefined,
    };
  };
  return (
    <CommandPalette
      open
      onClose={closeOverlay}
      query={query}
      onQuery={setQuery}
      items={entries.map(item)}
      note={<KeyNote query={query} answer={answer} />}
      onPick={(id, isOther) => {
        const entry = entries.find((one) => one.id === id);
        if (isOther) entry?.replay?.();
        else entry?.act();
      }}
    />
  );
}
