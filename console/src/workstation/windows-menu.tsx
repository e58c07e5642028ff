import { sideRolesOf } from "@amaliyat/contract/workstations";
import { roleOfScreen } from "@amaliyat/domain/workstations";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Menu, type MenuItem } from "@amaliyat/ui/layout";
import MonitorUp from "lucide-react/icons/monitor-up";
import { useState, type ReactNode } from "react";
import { useSession } from "../session/index.ts";
import { useStore } from "../store/index.ts";
import { numberOfRole } from "./side-roles.ts";
import { useText } from "./text.ts";
import { useOpenWindow } from "./use-open-window.ts";
import { standing } from "./windows.ts";
import { WorkstationDialog } from "./choose/workstation-dialog.tsx";
import "./workstation.css";

/** Opens the windows of this workstation on its other screens, each by one key. */
export function WindowsMenu(): ReactNode {
  const text = useText();
  const { role } = useSession().user;
  const here = useStore(standing);
  const [isNaming, setNaming] = useState(false);
  const allowed = sideRolesOf(role);
  const open = useOpenWindow();
  useShortcut(
    ["Alt+Digit2", "Alt+Digit3", "Alt+Digit4"],
    (event) => {
      const number = Number(event.code.slice(-1));
      const side = roleOfScreen(number, allowed);
      if (side !== null) open(side, number);
    },
    { whileTyping: true, enabled: allowed.length > 0 },
  );
  if (allowed.length === 0) return null;
  const items = allowed.map((side): MenuItem => {
    const number = numberOfRole(side, allowed);
    return {
      id: side,
      label: text(here.has(side) ? "stands" : number === null ? "open" : "open_on", { what: text(`role.${side}`), number: number ?? 0 }),
      shortcut: number === null ? undefined : `Alt+Digit${number}`,
      act: () => open(side, number),
    };
  });
  const which: MenuItem = { id: "which", label: text("which"), separated: true, act: () => setNaming(true) };
  return (
    <>
      <Menu
        label={text("menu")}
        align="end"
        items={[...items, which]}
        renderButton={(attributes) => (
          <button type="button" className="shell-top__person" aria-label={text("menu")} title={text("menu")} {...attributes}>
            <MonitorUp size={16} aria-hidden="true" />
          </button>
        )}
      />
      {isNaming && <WorkstationDialog onClose={() => setNaming(false)} />}
    </>
  );
}
