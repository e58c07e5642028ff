import { Kbd } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Time, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Link, useLocation } from "@tanstack/react-router";
import Eye from "lucide-react/icons/eye";
import Search from "lucide-react/icons/search";
import Wifi from "lucide-react/icons/wifi";
import WifiOff from "lucide-react/icons/wifi-off";
import type { ReactNode } from "react";
import { useLink } from "../live/index.ts";
import { PurposeChip, useRoom } from "../facts/index.ts";
import { useSession } from "../session/index.ts";
import { useOwnScreen, windowRole, WindowsMenu } from "../workstation/index.ts";
import { seesPictures } from "./navigation.ts";
import { ShiftCue } from "../shifts/index.ts";
import { openPalette } from "./overlays.ts";
import { PersonMenu } from "./person-menu.tsx";
import { ScreenMenu } from "./screen-menu.tsx";
import { useText } from "./text.ts";

export function TopBar(): ReactNode {
  const { role } = useSession().user;
  return (
    <header className="shell-top">
      <Name />
      <OwnScreen />
      <ScreenMenu />
      <ShiftCue />
      {seesPictures(role) && (
        <>
          <span className="shell-top__line" />
          <PurposeChip />
          <LogCue />
        </>
      )}
      <span className="am-grow" />
      <PaletteButton />
      <span className="shell-top__line" />
      <LinkCue />
      <span className="shell-top__line" />
      <Clock />
      <span className="shell-top__line" />
      {windowRole() === "work" && <WindowsMenu />}
      <PersonMenu />
    </header>
  );
}

/** The way back for a window that has a role of its own. */
function OwnScreen(): ReactNode {
  const own = useOwnScreen();
  const { pathname } = useLocation();
  if (own === null || pathname === own.path) return null;
  return (
    <Link to={own.address} className="shell-nav__link">
      {own.name}
    </Link>
  );
}

/** The brand and under it the room: two lines, so that the screens of a supervisor have the width. */
export function Name(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const room = useRoom().data?.names[language];
  return (
    <span className="shell-top__name">
      <span className="shell-top__brand">{text("brand")}</span>
      {room !== undefined && (
        <span className="shell-top__room am-t2 am-clip" title={room}>
          <Bdi>{room}</Bdi>
        </span>
      )}
    </span>
  );
}

/** Always visible where pictures can be opened: nobody watches unseen. */
function LogCue(): ReactNode {
  const text = useText();
  return (
    <span className="shell-top__cue am-t2 am-small" title={text("log_cue")}>
      <Eye size={14} aria-hidden="true" />
      <span>{text("log_cue")}</span>
    </span>
  );
}

function PaletteButton(): ReactNode {
  const text = useUiText();
  return (
    <button type="button" className="shell-top__search" aria-keyshortcuts="Control+K" onClick={openPalette}>
      <Search size={16} aria-hidden="true" />
      <span className="shell-top__search-word">{text("palette.placeholder")}</span>
      <Kbd keys="Ctrl+KeyK" />
    </button>
  );
}

export function LinkCue(): ReactNode {
  const text = useText();
  const { state } = useLink();
  const good = state.kind === "connected";
  const Icon = good ? Wifi : WifiOff;
  return (
    <span className="shell-top__link am-small" data-link={state.kind} role="status">
      <Icon size={14} aria-hidden="true" className={good ? undefined : "am-attention"} />
      <span className={good ? "am-t2" : "am-attention"}>{text(`link.${state.kind}`)}</span>
    </span>
  );
}

export function Clock(): ReactNode {
  const now = useNow();
  return (
    <span className="shell-top__clock">
      <Time at={now} format="time" className="shell-top__time" />
      <Time at={now} format="date" className="shell-top__date am-t2" />
    </span>
  );
}
