import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Walk } from "../keep/kept.ts";
import { dangerBody } from "../help/danger-body.ts";
import { myPlace } from "../place/my-place.ts";
import { Frame } from "../screens/frame.tsx";
import { Icon } from "../screens/icon.tsx";
import { useCitizen, useNow } from "../screens/use-citizen.ts";
import { clock, span } from "../text/format.ts";
import { t } from "../text/text.ts";
import { readyAlarm } from "./alarm.ts";
import { AlarmScreen } from "./alarm-screen.tsx";
import { ContactsPart } from "./contacts-part.tsx";
import { useWalk, type Watch } from "./use-walk.ts";
import { begun, extended, MINUTES, phaseOf } from "./walk-state.ts";

/** Help is not held up for a place longer than this. */
const PATIENCE_MS = 6000;

function Choose({ watch }: { readonly watch: Watch }): VNode {
  const [minutes, setMinutes] = useState<number>(15);
  const [tellRoom, setTellRoom] = useState(true);
  function begin(): void {
    readyAlarm();
    watch.setWalk(begun(minutes, tellRoom, Date.now()));
  }
  return (
    <Frame
      title={t("walk.title")}
      acts={
        <button type="button" className="press main" onClick={begin}>
          <Icon name="walk" />
          <span>{t("walk.begin", { n: minutes })}</span>
        </button>
      }
    >
      <p className="hint">{t("walk.how")}</p>
      <fieldset className="minutes">
        <legend>{t("walk.minutes")}</legend>
        {MINUTES.map((each) => (
          <label key={each} className="option">
            <input type="radio" name="minutes" checked={minutes === each} onChange={() => setMinutes(each)} />
            <span className="num">{t("walk.min", { n: each })}</span>
          </label>
        ))}
      </fieldset>
      <label className="option">
        <input type="checkbox" checked={tellRoom} onChange={({ currentTarget }) => setTellRoom(currentTarget.checked)} />
        <span>
          {t("walk.tellRoom")}
          <small className="hint">{t("walk.tellRoomHint")}</small>
        </span>
      </label>
      <ContactsPart contacts={watch.contacts} setContacts={watch.setContacts} />
      <p className="hint">{t("walk.open")}</p>
    </Frame>
  );
}

function Walking({ watch, walk, leftS }: { readonly watch: Watch; readonly walk: Walk; readonly leftS: number }): VNode {
  return (
    <Frame
      title={t("walk.title")}
      acts={
        <button type="button" className="press main" onClick={() => watch.setWalk(null)}>
          <Icon name="check" />
          <span>{t("walk.arrived")}</span>
        </button>
      }
    >
      <div className="timer">
        <span className="hint">{t("walk.left")}</span>
        <span className="timer-number num" role="timer">
          {span(leftS)}
        </span>
        <span className="hint">{t("walk.until", { time: clock(walk.until) })}</span>
        <progress max={walk.minutes * 60} value={leftS} aria-label={t("walk.left")} />
      </div>
      <button
        type="button"
        className="press"
        onClick={() => {
          readyAlarm();
          watch.setWalk(extended(walk, 5, Date.now()));
        }}
      >
        <Icon name="plus" />
        <span>{t("walk.more", { n: 5 })}</span>
      </button>
      <p className="hint">{t("walk.open")}</p>
    </Frame>
  );
}

/** Keeps the screen on while somebody walks: a phone that sleeps counts late. */
function useAwake(isWalking: boolean): void {
  useEffect(() => {
    if (!isWalking || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    const take = (): void => {
      if (document.visibilityState === "visible")
        navigator.wakeLock.request("screen").then(
          (held) => (lock = held),
          () => undefined,
        );
    };
    take();
    document.addEventListener("visibilitychange", take);
    return () => {
      document.removeEventListener("visibilitychange", take);
      void lock?.release();
    };
  }, [isWalking]);
}

/** Walk me home: a time is set, and whoever does not say that all is well in time is asked, loudly, and then called help for. */
export function WalkScreen(): VNode {
  const citizen = useCitizen();
  const watch = useWalk();
  const { walk, contacts, setWalk } = watch;
  const now = useNow(250);
  const phase = phaseOf(walk, now);
  const [place, setPlace] = useState<Point | null>(null);
  const isCallingRef = useRef(false);
  const linkRef = useRef<HTMLAnchorElement>(null);
  useAwake(phase.kind === "walking" || phase.kind === "alarm");
  useEffect(() => {
    if (walk !== null && phase.kind === "alarm" && walk.alarmAt === null) setWalk({ ...walk, alarmAt: Date.now() });
  }, [walk, phase.kind, setWalk]);
  useEffect(() => {
    if (walk === null || phase.kind !== "call" || isCallingRef.current) return;
    isCallingRef.current = true;
    setWalk({ ...walk, called: true });
    linkRef.current?.click();
    void (async () => {
      const found = await myPlace(PATIENCE_MS);
      const known = typeof found === "string" ? null : found;
      setPlace(known?.point ?? null);
      if (walk.tellRoom) await citizen.report(dangerBody(t("walk.words"), known), []);
      isCallingRef.current = false;
    })();
  }, [walk, phase.kind, setWalk, citizen]);

  if (!watch.isRead)
    return (
      <Frame title={t("walk.title")}>
        <p className="hint">{t("app.loading")}</p>
      </Frame>
    );
  if (walk === null) return <Choose watch={watch} />;
  if (phase.kind === "walking") return <Walking watch={watch} walk={walk} leftS={phase.leftS} />;
  return (
    <AlarmScreen
      leftS={phase.kind === "alarm" ? phase.leftS : null}
      contacts={contacts}
      place={place}
      call={linkRef}
      onFine={() => setWalk(null)}
      onMore={() => setWalk(extended(walk, 5, Date.now()))}
    />
  );
}
