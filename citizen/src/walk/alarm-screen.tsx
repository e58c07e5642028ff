import type { RefObject, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Contact } from "../storage/kept.ts";
import { smsTo } from "../help/sms.ts";
import { NotSent } from "../help/not-sent.tsx";
import { useGoing } from "../help/use-going.ts";
import { Icon } from "../icons/icon.tsx";
import { list } from "../text/format.ts";
import { t } from "../text/text.ts";
import { ring } from "./alarm.ts";
import { MORE_MINUTES } from "./walk-state.ts";

const RING_MS = 1200;

type AlarmProps = {
  /** Seconds until help is called; null once it was. */
  readonly leftS: number | null;
  readonly contacts: readonly Contact[];
  /** The link that calls, for anybody who presses it in the person's stead. */
  readonly call: RefObject<HTMLAnchorElement | null>;
  readonly onFine: () => void;
  readonly onMore: () => void;
  readonly place: { readonly lat: number; readonly lon: number } | null;
  /** False if nothing of this alarm reaches the room: its person did not want that, or there is no link. */
  readonly hasRoom: boolean;
};

/** Over everything: whether all is well. It sounds and shakes until somebody says so, and then help is called. */
export function AlarmScreen({ leftS, contacts, call, onFine, onMore, place, hasRoom }: AlarmProps): VNode {
  const fine = useRef<HTMLButtonElement>(null);
  const isAsking = leftS !== null;
  const going = useGoing();
  useEffect(() => {
    fine.current?.focus();
    if (!isAsking) return undefined;
    ring();
    const timer = setInterval(ring, RING_MS);
    return () => clearInterval(timer);
  }, [isAsking]);
  return (
    <div className="frame alarm" role="alertdialog" aria-labelledby="alarm-title" aria-describedby="alarm-words">
      <main>
        <h1 id="alarm-title">{isAsking ? t("walk.alarm") : t("walk.called")}</h1>
        <p id="alarm-words">{isAsking ? t(hasRoom ? "walk.alarmHint" : "walk.alarmAlone") : t("walk.calledHint")}</p>
        {isAsking && (
          <p className="alarm-count num" role="timer">
            {leftS}
          </p>
        )}
        <a ref={call} className="press alarm-press" href="tel:17">
          <Icon name="phone" />
          <span>
            {t("walk.call")} <bdi className="num">{t("bar.number")}</bdi>
          </span>
        </a>
        {!isAsking && going !== null && <NotSent mine={going} callsToo={false} />}
        {contacts.length > 0 && (
          <a className="press alarm-press" href={smsTo(contacts.map(({ number }) => number).join(","), t("walk.sms"), place)}>
            <Icon name="message" />
            <span>{t("walk.tell", { names: list(contacts.map(({ name }) => name)) })}</span>
          </a>
        )}
        {isAsking && (
          <button type="button" className="press alarm-press" onClick={onMore}>
            <Icon name="clock" />
            <span>{t("walk.more", { n: MORE_MINUTES })}</span>
          </button>
        )}
        <button ref={fine} type="button" className="press alarm-fine" onClick={onFine}>
          <Icon name="check" />
          <span>{t("walk.fine")}</span>
        </button>
      </main>
    </div>
  );
}
