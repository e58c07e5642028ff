import { nameIn } from "@amaliyat/domain/identity";
import { UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { useEffect, useRef, type ReactNode } from "react";
import { clock } from "../text/format.ts";
import { useLabel, useLanguage, useText } from "../text/use-text.ts";
import { inForce } from "../app/bolo-reader.ts";
import { DangerStrip } from "./orders/danger.tsx";
import { Icon } from "../icons/icons.tsx";
import { Panic, PanicState } from "./panic.tsx";
import { goTo } from "./place.ts";
import { SignInNotices } from "./sign-in/sign-in-notices.tsx";
import { useNow, useWork } from "../app/use-patrol.ts";

/** A break that ends within this long is not worth a word. */
const BRIEF_MS = 3000;

/** Shows the time without a link and the number of waiting acts; also that something was refused. */
function Banner({ isDriving }: { readonly isDriving: boolean }): ReactNode {
  const t = useText();
  const language = useLanguage();
  const { link, box, dropped } = useWork();
  const now = useNow(1000);
  const isDown = link.kind === "down" && now - link.since > BRIEF_MS;
  const count = box.waiting.length;
  return (
    <div role="status">
      {isDown && (
        <button type="button" className="strip strip-attention" onClick={() => goTo("queue")}>
          <Icon name="no_link" />
          <span>
            <strong>{t("link.offline", { time: clock(language, link.since) })}</strong>
            <span>{count === 0 ? t("link.nothingWaits") : t("link.waits", { count })}</span>
            {dropped > 0 && <span>{t("link.dropped", { count: dropped })}</span>}
          </span>
        </button>
      )}
      {!isDown && count > 0 && <span className="sending">{t("link.sending", { count })}</span>}
      <DangerStrip />
      <PhoneFull />
      {!isDriving && <NewBolos />}
      <SignInNotices />
      {box.refused.length > 0 && (
        <button type="button" className="strip strip-act" onClick={() => goTo("queue")}>
          <Icon name="alert" />
          <span>{t("queue.refused", { count: box.refused.length })}</span>
        </button>
      )}
    </div>
  );
}

/** Says that the phone is full, or stores nothing at all: it stands until everything is stored again. */
export function PhoneFull(): ReactNode {
  const t = useText();
  const { isFull, hasStore } = useWork();
  if (!isFull && hasStore) return null;
  return (
    <p className="strip strip-act">
      <Icon name="alert" />
      <span>
        <strong>{hasStore ? t("app.full") : t("app.noStore")}</strong>
        <span>{hasStore ? t("app.fullHelp") : t("app.noStoreHelp")}</span>
      </span>
    </p>
  );
}

function useNewBolos(): number {
  const { bolos } = useWork();
  const now = useNow(10_000);
  return inForce(bolos, now).filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
}

/** Says that something is looked for that the crew has not read. */
function NewBolos(): ReactNode {
  const t = useText();
  const count = useNewBolos();
  if (count === 0) return null;
  return (
    <button type="button" className="strip strip-attention" onClick={() => goTo("bolos")}>
      <Icon name="alert" />
      <span>{t("bolos.new", { count })}</span>
    </button>
  );
}

/** The same notice for a crew that drives, with its number in the head: a strip would take its height from the map. */
function NewBolosMark(): ReactNode {
  const t = useText();
  const count = useNewBolos();
  return (
    <span role="status">
      {count > 0 && (
        <button type="button" className="head-bolos" aria-label={t("bolos.new", { count })} onClick={() => goTo("bolos")}>
          <Icon name="alert" />
          <bdi>{count}</bdi>
        </button>
      )}
    </span>
  );
}

function Head({ isDriving }: { readonly isDriving: boolean }): ReactNode {
  const t = useText();
  const label = useLabel();
  const language = useLanguage();
  const { duty, link, user } = useWork();
  const now = useNow(1000);
  const unit = duty?.unit.isPerson === false ? duty.unit : null;
  return (
    <header className="head">
      <span className="head-unit">
        <strong>{unit === null ? user && nameIn(user, language) : t("unit.name", { code: unit.code })}</strong>
        {unit !== null && <span data-status={unit.status}>{label(UNIT_STATUS_LABELS[unit.status])}</span>}
      </span>
      <span className="head-link" data-link={link.kind}>
        <Icon name={link.kind === "up" ? "link" : "no_link"} />
        <span className="hidden">{link.kind === "up" ? t("link.up") : t("link.down")}</span>
      </span>
      <bdi className="head-clock">{clock(language, now)}</bdi>
      {isDriving && <NewBolosMark />}
      <button type="button" className="head-menu" aria-label={t("menu.title")} onClick={() => goTo("menu")}>
        <Icon name="menu" />
      </button>
    </header>
  );
}

type FrameProps = {
  /** Names the screen; it takes the focus, so that a reader of the screen hears that it changed. */
  readonly title: string;
  /** True where the title is spoken and not shown. */
  readonly quiet?: boolean;
  readonly children: ReactNode;
  readonly acts?: ReactNode;
  /** True while the crew drives by the map: it comes first, and has two thirds of the screen. */
  readonly isDriving?: boolean;
};

/** One screen: unit and place on top, the acts at the thumb, and the call for help always in its place. */
export function Frame({ title, quiet = false, children, acts, isDriving = false }: FrameProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <div className="frame" data-driving={isDriving || undefined}>
      <Head isDriving={isDriving} />
      <Banner isDriving={isDriving} />
      <PanicState />
      <main>
        <h1 ref={heading} tabIndex={-1} className={quiet ? "hidden" : undefined}>
          {title}
        </h1>
        {children}
      </main>
      <footer className="acts">
        {acts}
        <Panic />
      </footer>
    </div>
  );
}
