import { shownOf } from "../outbox/item.ts";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text/text.ts";
import { toHome } from "./go.ts";
import { Icon } from "../icons/icon.tsx";
import { useOnline, useWork } from "./use-citizen.ts";

/** Says that there is no network, and how much waits for one. */
function Strip(): VNode {
  const items = shownOf(useWork().items);
  const isOnline = useOnline();
  const count = items.length;
  const refused = items.filter(({ refused: why }) => why !== null).length;
  const waits = count > 0 ? t("strip.waits", { count }) : t("strip.offlineHint");
  return (
    <div role="status">
      {(!isOnline || count > 0) && (
        <a className={`strip ${refused > 0 ? "strip-act" : isOnline ? "" : "strip-attention"}`} href="#outbox">
          <Icon name={refused > 0 ? "alert" : isOnline ? "send" : "no_link"} />
          <span>
            <strong>{refused > 0 ? t("strip.refused") : isOnline ? t("strip.sending") : t("strip.offline")}</strong>
            <span>{refused > 0 ? t("strip.refusedHint") : waits}</span>
          </span>
        </a>
      )}
    </div>
  );
}

export function Bar17(): VNode {
  return (
    <footer className="bar">
      <a className="bar-call" href="tel:17">
        <Icon name="phone" />
        <span>
          {t("bar.danger")} <bdi className="num">{t("bar.number")}</bdi>
        </span>
        <span className="bar-free">{t("bar.free")}</span>
      </a>
    </footer>
  );
}

type FrameProps = {
  /** Names the screen; it takes the focus, so that a reader of the screen hears that it changed. */
  readonly title: string;
  /** Target of «back»; the first page if not given. */
  readonly back?: string;
  readonly note?: string;
  readonly steps?: { readonly now: number; readonly of: number };
  readonly children: ComponentChildren;
  readonly acts?: ComponentChildren;
  /** Button at the head, beside the title. */
  readonly press?: ComponentChildren;
  /** True where the content goes from edge to edge. */
  readonly wide?: boolean;
};

/** One screen: title, content, acts at the thumb, and 17 always in its place. */
export function Frame({ title, back = "", note, steps, children, acts, press, wide = false }: FrameProps): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.title = `${title} · ${t("app.name")}`;
    scrollTo(0, 0);
  }, [title]);
  return (
    <div className="frame">
      <header className="head">
        <a
          className="head-back"
          href={back === "" ? location.pathname : `#${back}`}
          aria-label={t("app.back")}
          onClick={back === "" ? toHome : undefined}
        >
          <Icon name="back" />
        </a>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {note !== undefined && <span className="head-note">{note}</span>}
        {press}
      </header>
      {steps !== undefined && (
        <div className="steps" aria-hidden="true">
          {Array.from({ length: steps.of }, (_, i) => (
            <i key={i} data-done={i < steps.now} />
          ))}
        </div>
      )}
      <Strip />
      <main className={wide ? "wide" : undefined}>{children}</main>
      <div className="foot">
        {acts !== undefined && <div className="acts">{acts}</div>}
        <Bar17 />
      </div>
    </div>
  );
}
