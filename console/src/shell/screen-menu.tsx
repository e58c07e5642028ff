import { Menu, type MenuItem } from "@amaliyat/ui/layout";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import ChevronDown from "lucide-react/icons/chevron-down";
import type { ReactNode } from "react";
import { WaitingCount } from "../approvals/index.ts";
import { UnreadCount } from "../reports/index.ts";
import { useSession } from "../session/index.ts";
import { screensOf } from "./navigation.ts";
import { useText } from "./text.ts";

/** The screens of the person's role: side by side where there is room, else a menu. */
export function ScreenMenu(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const screens = screensOf(useSession().user.role);
  if (screens.length < 2) return null;
  const items: readonly MenuItem[] = screens.map((screen) => ({
    id: screen.to,
    label: text(screen.word),
    act: () => void navigate({ to: screen.to }),
  }));
  return (
    <>
      <nav className="shell-nav" aria-label={text("screens.label")}>
        {screens.map((screen) => (
          <Link
            key={screen.to}
            to={screen.to}
            className="shell-nav__link"
            aria-current={pathname.startsWith(screen.to) ? "page" : undefined}
          >
            {text(screen.word)}
            {screen.to === "/reports" && <UnreadCount />}
            {screen.to === "/approvals" && <WaitingCount />}
          </Link>
        ))}
      </nav>
      <span className="shell-nav-menu">
        <Menu
          label={text("screens.label")}
          items={items}
          renderButton={(attributes) => (
            <button type="button" className="shell-top__person" {...attributes}>
              {text("screens.label")}
              <ChevronDown size={14} aria-hidden="true" />
            </button>
          )}
        />
      </span>
    </>
  );
}
