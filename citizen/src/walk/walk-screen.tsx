import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Citizen } from "../app/citizen.ts";
import type { Walk } from "../storage/kept.ts";
import { dangerBody } from "../help/danger-body.ts";
import { myPlace } from "../place/my-place.ts";
import { Frame } from "../screens/frame.tsx";
import { goOn } from "../screens/go.ts";
import { Icon } from "../icons/icon.tsx";
import { useCitizen, useNow, useOnline } from "../screens/use-citizen.ts";
import { clock, span } from "../text/format.ts";
import { t } from "../text/text.ts";
import { readyAlarm } from "./alarm.ts";
import { AlarmScreen } from "./alarm-screen.tsx";
import { useAbout } from "../place/use-about.ts";
import { ContactsPart } from "./contacts-part.tsx";
import { useWalk, type Watch } from "./use-walk.ts";
import { begun, extended, MINUTES, MORE_MINUTES, phaseOf } from "./walk-state.ts";

/** A number as the room takes it for calling. */
const isNumber = (number: string): boolean => /^\+?\d{3,19}$/u.test(number);

/** Its person is home. The room is informed, if it knows of the walk. */
async function endWell(citizen: Citizen, watch: Watch, walk: Walk): Promise<void> {
  watch.setWalk(null);
  if (walk.tellRoom) await citizen.home(walk.code);
}

function Choose({ watch }: { readonly watch: Watch }): VNode {
  const [minutes, setMinutes] = useState<number>(15);
  const [tellRoom, setTellRoom] = useState(true);
  const [mayCall, setMayCall] = useState("");
  const citizen = useCitizen();
  const about = useAbout();
  function begin(): void {
    readyAlarm();
    const named = watch.contacts.find(({ id }) => id === mayCall);
    const contact = named === undefined || !isNumber(named.number) ? null : { name: named.name, number: named.number };
    watch.setWalk(begun(minutes, tellRoom, Date.now(), { code: citizen.newCode(), contact }));
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
      {tellRoom && watch.contacts.length > 0 && (
        <label className="field">
          <span>{t("walk.mayCall")}</span>
          <select value={mayCall} onChange={({ currentTarget }) => setMayCall(currentTarget.value)}>
            <option value="">{t("walk.nobody")}</option>
            {watch.contacts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {about?.contactsTold === true && <small className="hint">{t("walk.contactTold")}</small>}
        </label>
      )}
      <ContactsPart contacts={watch.contacts} changeContacts={watch.changeContacts} />
      <p className="hint">{t("walk.open")}</p>
    </Frame>
  );
}

/** Says in plain words whether the room knows of this walk, and would notice if this phone died now. */
function RoomPart({ walk }: { readonly walk: Walk }): VNode {
  const { tellRoom, told, lost, toldUntil, until } = walk;
  const knows = tellRoom && told && toldUntil !== null;
  const words = !tellRoom
    ? t("walk.room.off")
    : !knows
      ? t(lost ? "walk.room.alone" : "walk.room.telling")
      : toldUntil !== until
        ? t("walk.room.earlier", { time: clock(toldUntil) })
        : t(lost ? "walk.room.lost" : "walk.room.knows", { time: clock(toldUntil) });
  return (
    <p className="walk-room" role="status" data-knows={knows}>
      <Icon name={knows ? "shield" : "alert"} />
      <span>{words}</span>
    </p>
  );
}

function Walking({ watch, walk, leftS }: { readonly watch: Watch; readonly walk: Walk; readonly leftS: number }): VNode {
  const citizen = useCitizen();
  async function help(): Promise<void> {
    const found = citizen.report(dangerBody(t("walk.help.words"), null), [], walk.code);
    watch.setWalk(null);
    goOn(`mine/${(await found).id}`);
  }
  return (
    <Frame
      title={t("walk.title")}
      acts={
        <button type="button" className="press main" onClick={() => void endWell(citizen, watch, walk)}>
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
      <RoomPart walk={walk} />
      <button
        type="button"
        className="press"
        onClick={() => {
          readyAlarm();
          watch.setWalk(extended(walk, MORE_MINUTES, Date.now()));
        }}
      >
        <Icon name="plus" />
        <span>{t("walk.more", { n: MORE_MINUTES })}</span>
      </button>
      <button type="button" className="press danger-press" onClick={() => void help()}>
        <Icon name="alert" />
        <span>{t("walk.help.press")}</span>
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
    const lockScreen = (): void => {
      if (document.visibilityState === "visible")
        navigator.wakeLock.request("screen").then(
          (held) => (lock = held),
          () => undefined,
        );
    };
    lockScreen();
    document.addEventListener("visibilitychange", lockScreen);
    return () => {
      document.removeEventListener("visibilitychange", lockScreen);
      void lock?.release();
    };
  }, [isWalking]);
}

/** Walk me home: a person sets a time. If all is not reported well in time, the phone asks loudly, and then calls help. */
export function WalkScreen(): VNode {
  const citizen = useCitizen();
  const watch = useWalk();
  const { walk, contacts, setWalk } = watch;
  const isOnline = useOnline();
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
    // The call waits for no place. A browser whose question for the place nobody answers gives none, and reports no failure either.
    void myPlace().then((found) => typeof found !== "string" && setPlace(found.point));
    const called = walk.tellRoom ? citizen.report(dangerBody(t("walk.words"), null), [], walk.code) : null;
    void Promise.resolve(called).finally(() => (isCallingRef.current = false));
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
      // The room may have made the alarm first. Then the place that follows is known, and none was looked for here.
      place={place ?? citizen.placeOf(walk.code)?.point ?? null}
      hasRoom={walk.tellRoom && (walk.told || isOnline)}
      call={linkRef}
      onFine={() => void endWell(citizen, watch, walk)}
      onMore={() => setWalk(extended(walk, MORE_MINUTES, Date.now()))}
    />
  );
}
