import { IconButton } from "@amaliyat/ui/controls";
import { useNow, useShortcut } from "@amaliyat/ui/hooks";
import { Time } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import Minimize2 from "lucide-react/icons/minimize-2";
import WifiOff from "lucide-react/icons/wifi-off";
import Wifi from "lucide-react/icons/wifi";
import type { ReactNode } from "react";
import { useLink } from "../../live/index.ts";
import { useText } from "../text.ts";
import { Board } from "./board.tsx";

/** The same for a screen on the wall: no menus, read from five metres. Calls for help still stand above it. */
export function WallView(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const now = useNow();
  const good = useLink().state.kind === "connected";
  const Icon = good ? Wifi : WifiOff;
  const leave = (): void => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    void navigate({ to: "/lines", search: { view: "board" } });
  };
  useShortcut("Escape", leave);
  return (
    <div className="lines-board lines-board--wall">
      <header className="lines-wall-head">
        <h2>{text("title")}</h2>
        <Time at={now} format="date" className="lines-wall-head__date" />
        <span className={good ? "lines-wall-head__link" : "lines-wall-head__link am-attention"} role="status">
          <Icon className="lines-tile__icon" aria-hidden="true" />
          {text(good ? "board.link_good" : "board.link_lost")}
        </span>
        <IconButton label={text("board.leave_wall")} shortcut="Escape" icon={<Minimize2 size={18} aria-hidden="true" />} onClick={leave} />
        <Time at={now} format="time" className="lines-wall-head__clock" />
      </header>
      <Board />
    </div>
  );
}
