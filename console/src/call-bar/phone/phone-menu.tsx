import { calls } from "@amaliyat/contract/calls";
import { IconButton } from "@amaliyat/ui/controls";
import { Menu, type MenuItem } from "@amaliyat/ui/layout";
import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import LogOut from "lucide-react/icons/log-out";
import Mic from "lucide-react/icons/mic";
import PhoneOutgoing from "lucide-react/icons/phone-outgoing";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useText } from "../text.ts";
import type { CallAct } from "../../calls/index.ts";
import { leavePhone } from "./use-phone-life.ts";

export type PhoneMenuProps = {
  readonly isHere: boolean;
  /** In a call: it would go back to the queue. */
  readonly isBusy: boolean;
  readonly act: CallAct;
  readonly onDevices: () => void;
  readonly onCallOut: (() => void) | null;
};

/** Rare acts on one's own telephone. */
export function PhoneMenu({ isHere, isBusy, act, onDevices, onCallOut }: PhoneMenuProps): ReactNode {
  const text = useText();
  // The telephone stays where the room did not hear that its person goes: calls would ring at nobody's.
  const leave = async (): Promise<void> => {
    if ((await act.run(() => ask(calls.leave, {}))) !== null) leavePhone();
  };
  const inCall = isBusy ? text("phone.in_call") : undefined;
  const items: readonly MenuItem[] = [
    ...(isHere && onCallOut !== null
      ? [
          {
            id: "call_out",
            label: text("call_out.open"),
            icon: <PhoneOutgoing size={16} aria-hidden="true" />,
            disabledReason: inCall,
            act: onCallOut,
          },
        ]
      : []),
    { id: "devices", label: text("devices.open"), icon: <Mic size={16} aria-hidden="true" />, act: onDevices },
    ...(isHere
      ? [
          {
            id: "leave",
            label: text("phone.leave"),
            icon: <LogOut size={16} className="am-mirror" aria-hidden="true" />,
            separated: true,
            disabledReason: inCall,
            act: () => void leave(),
          },
        ]
      : []),
  ];
  return (
    <Menu
      label={text("phone.menu")}
      items={items}
      align="end"
      renderButton={(attributes) => (
        <IconButton label={text("phone.menu")} icon={<EllipsisVertical size={18} aria-hidden="true" />} {...attributes} />
      )}
    />
  );
}
