import { Button } from "@amaliyat/ui/controls";
import BellOff from "lucide-react/icons/bell-off";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";

const now = (): NotificationPermission | "none" => ("Notification" in window ? Notification.permission : "none");

/** Says whether the system may show a ringing call while another window is in front. It asks here if the permission is undecided. */
export function NoticeLeave(): ReactNode {
  const text = useText();
  const [leave, setLeave] = useState(now);
  if (leave === "granted") return <p className="am-t2 am-small">{text("notice.granted")}</p>;
  return (
    <div className="calls-form__line">
      <span className="am-attention am-row">
        <BellOff size={16} aria-hidden="true" /> {text(leave === "default" ? "notice.not_asked" : "notice.denied")}
      </span>
      {leave === "default" && (
        <Button size="s" onClick={() => void Notification.requestPermission().then(setLeave)}>
          {text("notice.ask")}
        </Button>
      )}
    </div>
  );
}
