import { workstations, type Layout } from "@amaliyat/contract/workstations";
import { IconButton } from "@amaliyat/ui/controls";
import { isolate } from "@amaliyat/ui/i18n";
import { Menu, type MenuItem } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import Bookmark from "lucide-react/icons/bookmark";
import { useState, type ReactNode } from "react";
import { useMay, usePersonNames } from "../../session/index.ts";
import { layoutList } from "../../workstation/index.ts";
import { LayoutsDialog } from "./layouts-dialog.tsx";
import { useText } from "../text.ts";
import type { Wall, WallAct } from "../wall-state.ts";

/** Saved walls: one press shows one, and the last line saves the present one. */
export function LayoutsMenu({ wall, act }: { readonly wall: Wall; readonly act: (act: WallAct) => void }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const may = useMay(workstations.layouts);
  const { data = [] } = useQuery({ ...layoutList, enabled: may });
  const [isManaging, setManaging] = useState(false);
  if (!may) return null;
  const show = (layout: Layout): MenuItem => ({
    id: layout.layoutId,
    label: layout.isShared ? `${layout.name} · ${text("saved.shared_by", { name: isolate(names.shown(layout.ownerName)) })}` : layout.name,
    act: () => act({ kind: "arrange", arrangement: layout }),
  });
  const manage: MenuItem = {
    id: "save",
    label: text(data.length === 0 ? "saved.save" : "saved.manage"),
    separated: data.length > 0,
    act: () => setManaging(true),
  };
  return (
    <>
      <Menu
        label={text("saved.menu")}
        align="end"
        items={[...data.map(show), manage]}
        renderButton={(attributes) => (
          <IconButton size="s" label={text("saved.menu")} icon={<Bookmark size={16} aria-hidden="true" />} {...attributes} />
        )}
      />
      {isManaging && <LayoutsDialog wall={wall} onClose={() => setManaging(false)} />}
    </>
  );
}
