import { Button } from "@amaliyat/ui/controls";
import { useDelayed } from "@amaliyat/ui/hooks";
import { useQueryClient } from "@tanstack/react-query";
import AppWindow from "lucide-react/icons/app-window";
import type { ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { useText } from "./text.ts";
import { useWorkstation } from "./this-workstation.ts";
import { useOpenWindow } from "./use-open-window.ts";
import { forgetWindow, missing } from "./windows.ts";

/** Windows that open by themselves take their roles within this, ms. */
const OPENS_MS = 5_000;

/** Windows of this workstation that stood and stand no more: each is opened again by one press, or closed for good. */
export function WindowsBanner(): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { workstation } = useWorkstation();
  const open = useOpenWindow();
  const roles = useStore(missing);
  const isLate = useDelayed(roles.length > 0, OPENS_MS);
  if (!isLate || roles.length === 0 || workstation === null) return null;
  const close = (): void => {
    for (const role of roles) void forgetWindow(client, workstation.workstationId, role);
  };
  return (
    <div className="workstation-banner" role="status">
      <AppWindow size={16} aria-hidden="true" />
      <span>{text("missing")}</span>
      {roles.map((role) => (
        <Button key={role} size="s" variant="primary" onClick={() => open(role, null)}>
          {text(`role.${role}`)}
        </Button>
      ))}
      <Button size="s" variant="quiet" onClick={close}>
        {text("leave_closed")}
      </Button>
    </div>
  );
}
