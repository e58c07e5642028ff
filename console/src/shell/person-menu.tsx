import { nameIn, ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button } from "@amaliyat/ui/controls";
import { Bdi, Num, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Popover } from "@amaliyat/ui/layout";
import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import Footprints from "lucide-react/icons/footprints";
import KeyRound from "lucide-react/icons/key-round";
import Keyboard from "lucide-react/icons/keyboard";
import Lock from "lucide-react/icons/lock";
import LogOut from "lucide-react/icons/log-out";
import MonitorSmartphone from "lucide-react/icons/monitor-smartphone";
import User from "lucide-react/icons/user";
import { Suspense, useRef, useState, type ReactNode } from "react";
import {
  LanguageSwitch,
  MySignInDialog,
  PasswordDialog,
  SessionsDialog,
  ThemeSwitch,
  useLock,
  useSession,
  useSignOut,
} from "../session/index.ts";
import { useStartTour } from "../tour/index.ts";
import { openKeys } from "./overlays.ts";
import { useText } from "./text.ts";

export function PersonMenu(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { user } = useSession();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<"sessions" | "password" | "sign_in" | null>(null);
  const ask = (next: "sessions" | "password" | "sign_in"): void => {
    setOpen(false);
    setAsked(next);
  };
  const close = (): void => setAsked(null);
  const startTour = useStartTour();
  const onTour = (): void => {
    setOpen(false);
    // The tour gives the focus back to here.
    anchor.current?.focus();
    startTour?.();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="shell-top__person"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <User size={16} aria-hidden="true" />
        <span className="shell-top__who">
          <span className="am-strong am-clip">
            <Bdi>{nameIn(user, language)}</Bdi>
          </span>
          <span className="shell-top__role am-t3">
            {ROLE_LABELS[user.role][language]} · <Num>{user.badge}</Num>
          </span>
        </span>
      </button>
      <Popover anchor={anchor} open={open} onClose={() => setOpen(false)} label={text("person.label")} align="end">
        <PersonPanel
          onSessions={() => ask("sessions")}
          onPassword={() => ask("password")}
          onSignIn={() => ask("sign_in")}
          onKeys={() => {
            setOpen(false);
            openKeys();
          }}
          onTour={startTour && onTour}
        />
      </Popover>
      <SessionsDialog open={asked === "sessions"} onClose={close} />
      <Suspense>{asked === "password" && <PasswordDialog open onClose={close} />}</Suspense>
      <Suspense>{asked === "sign_in" && <MySignInDialog open onClose={close} />}</Suspense>
    </>
  );
}

type PersonPanelProps = {
  readonly onSessions: () => void;
  readonly onPassword: () => void;
  readonly onSignIn: () => void;
  readonly onKeys: () => void;
  /** Null for a person without the room. */
  readonly onTour: (() => void) | null;
};

function PersonPanel({ onSessions, onPassword, onSignIn, onKeys, onTour }: PersonPanelProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { user, secondFactor } = useSession();
  // A patrol's phone is proposed nothing: it is held in one hand, and changed often.
  const isProposed = secondFactor === "none" && user.role !== "patrol";
  const signOut = useSignOut();
  const { lock } = useLock();
  const [busy, setBusy] = useState(false);
  return (
    <div className="shell-person">
      <div>
        <div className="am-strong">
          <Bdi>{nameIn(user, language)}</Bdi>
        </div>
        <div className="am-t2 am-small">
          {ROLE_LABELS[user.role][language]} · <Num>{user.badge}</Num> · <Num>{user.username}</Num>
        </div>
      </div>
      <div className="shell-person__line">
        <span className="am-t2">{ui("language")}</span>
        <LanguageSwitch />
      </div>
      <div className="shell-person__line">
        <span className="am-t2">{ui("theme.label")}</span>
        <ThemeSwitch />
      </div>
      <div className="shell-person__acts">
        <Button icon={<MonitorSmartphone size={16} aria-hidden="true" />} onClick={onSessions}>
          {text("person.sessions")}
        </Button>
        <Button icon={<Fingerprint size={16} aria-hidden="true" />} variant={isProposed ? "primary" : "normal"} onClick={onSignIn}>
          {text(isProposed ? "person.protect" : "person.sign_in")}
        </Button>
        <Button icon={<KeyRound size={16} aria-hidden="true" />} onClick={onPassword}>
          {text("person.password")}
        </Button>
        <Button icon={<Keyboard size={16} aria-hidden="true" />} shortcut="Shift+Slash" onClick={onKeys}>
          {text("person.keys")}
        </Button>
        {onTour && (
          <Button icon={<Footprints size={16} aria-hidden="true" />} onClick={onTour}>
            {text("command.tour")}
          </Button>
        )}
        <Button icon={<Lock size={16} aria-hidden="true" />} shortcut="Alt+KeyL" onClick={lock}>
          {text("person.lock")}
        </Button>
        <Button
          icon={<LogOut size={16} className="am-mirror" aria-hidden="true" />}
          loading={busy}
          onClick={() => {
            setBusy(true);
            void signOut();
          }}
        >
          {text("person.sign_out")}
        </Button>
      </div>
    </div>
  );
}
