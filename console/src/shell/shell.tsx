import { calls } from "@amaliyat/contract/calls";
import { theRoom } from "@amaliyat/contract/room";
import { sideRolesOf } from "@amaliyat/contract/workstations";
import { LoadingState, NoPermissionState, State, ToastRegion } from "@amaliyat/ui/feedback";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { useCutTitles, useShortcut, roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useRegionNavigation } from "@amaliyat/ui/layout";
import { Link, Outlet, useLocation, type ErrorComponentProps } from "@tanstack/react-router";
import MapPinOff from "lucide-react/icons/map-pin-off";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { BoloStrip } from "../bolos/index.ts";
import { FirstHourLine } from "../first-hour/index.ts";
import { useNewIntervention } from "../facts/index.ts";
import { NewIntervention } from "../card/index.ts";
import { ListeningBanner } from "../lines/index.ts";
import { LockScreen, SignInNotices, useFollowLock, useLock, useMay, useSession, LanguageSwitch } from "../session/index.ts";
import { shareSelection, useWindows, windowRole, WindowsBanner } from "../workstation/index.ts";
import { StorageAlert } from "./storage-alert.tsx";
import { AlarmLine } from "./alarms/alarm-line.tsx";
import { useTeller } from "./alarms/use-teller.ts";
import { Broken } from "./error-boundary.tsx";
import { KeysHelp } from "./keys-help.tsx";
import { LinkBanner } from "./link-banner.tsx";
import { ALONE, mayUse, SCREENS } from "./navigation.ts";
import { Palette } from "./palette/palette.tsx";
import { ScreenHeading } from "./screen-heading.tsx";
import { useText } from "./text.ts";
import { TopBar, Clock, LinkCue, Name } from "./top-bar.tsx";
import { useLink } from "../live/index.ts";
import { playSound } from "./sounds.ts";

/** Time that a link may be broken before it sounds: a short break mends itself. */
const LOST_HEARD_MS = 5000;

/** A room that is lost is heard on every screen, in the one window of the desk that sounds. Another window with its link sounds in its place. */
function LostSound({ isTeller }: { readonly isTeller: boolean }): ReactNode {
  const { state } = useLink();
  const lostSince = state.kind === "lost" ? state.since : null;
  useEffect(() => {
    if (lostSince === null || !isTeller) return undefined;
    const timer = setTimeout(() => playSound("lost"), Math.max(0, lostSince + LOST_HEARD_MS - roomNow()));
    return () => clearTimeout(timer);
  }, [lostSince, isTeller]);
  return null;
}

/** The top of a locked screen: which room it is, whether it is connected, and the time. */
function LockBar(): ReactNode {
  return (
    <header className="shell-top">
      <Name />
      <span className="am-grow" />
      <LanguageSwitch />
      <span className="shell-top__line" />
      <LinkCue />
      <span className="shell-top__line" />
      <Clock />
    </header>
  );
}

const CallBar = lazy(async () => ({ default: (await import("../call-bar/index.ts")).CallBar }));

/** The frame around every screen: top bar, the screen, toasts, the link's state, palette and keys. */
export function Shell(): ReactNode {
  useRegionNavigation();
  useCutTitles();
  const { open } = useNewIntervention();
  const isWork = useState(windowRole)[0] === "work";
  // One telephone for one person: it lives in the window of the work.
  const mayAnswer = useMay(calls.phone) && isWork;
  const { lock } = useLock();
  const { lockedAt, user } = useSession();
  const isTeller = useTeller(user.userId);
  const locked = lockedAt !== null;
  useFollowLock(lockedAt);
  useWindows(sideRolesOf(user.role));
  useEffect(() => {
    const shared = shareSelection(user.userId);
    return () => shared[Symbol.dispose]();
  }, [user.userId]);
  useShortcut("Alt+KeyL", lock, { enabled: !locked, whileTyping: true });
  const mayStorage = useMay(theRoom.storage);
  const brand = useText()("brand");
  useEffect(() => {
    document.title = brand;
  }, [brand]);
  return (
    <div className="shell">
      <AlarmLine locked={locked} isTeller={isTeller} />
      {locked ? <LockBar /> : <TopBar />}
      {!locked && <BoloStrip />}
      <main className="shell-main">
        {!locked && mayStorage && <StorageAlert isTeller={isTeller} />}
        <ListeningBanner />
        {!locked && <SignInNotices />}
        {!locked && isWork && <WindowsBanner />}
        {!locked && <FirstHourLine />}
        {locked ? <LockScreen since={lockedAt} /> : <AllowedScreen />}
      </main>
      {mayAnswer && (
        <div className="shell-calls">
          <Suspense>
            <CallBar locked={locked} />
          </Suspense>
        </div>
      )}
      <LinkBanner />
      <LostSound isTeller={isTeller} />
      {!locked && (
        <>
          <ToastRegion />
          <Palette />
          <KeysHelp />
        </>
      )}
      {open && !locked && (
        <Suspense>
          <NewIntervention />
        </Suspense>
      )}
    </div>
  );
}

/** The screen of the address, if the person's role may use it. */
function AllowedScreen(): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { role } = useSession().user;
  const { pathname } = useLocation();
  const screen = [...SCREENS, ...ALONE].find((one) => pathname === one.to || pathname.startsWith(`${one.to}/`));
  const isClosed = screen !== undefined && !mayUse(screen, role);
  return (
    <>
      <ScreenHeading isClosed={isClosed} />
      {isClosed ? <NoPermissionState logged={false} reason={text("no_screen", { role: ROLE_LABELS[role][language] })} /> : <Outlet />}
    </>
  );
}

export function NotFound(): ReactNode {
  const text = useText();
  const act = (
    <Link to="/" className="am-button">
      {text("not_found.home")}
    </Link>
  );
  return <State icon={<MapPinOff size={24} />} title={text("not_found.title")} text={text("not_found.text")} act={act} />;
}

export const ScreenBroken = ({ reset }: ErrorComponentProps): ReactNode => <Broken onAgain={reset} />;
export const ScreenWaits = (): ReactNode => <LoadingState />;
