import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from "react";
import { useText } from "../text/use-text.ts";
import { Icon } from "./icons.tsx";
import { usePatrol, useWork } from "../app/use-patrol.ts";

const HOLD_MS = 2000;

/** Calls for help by a press of two seconds, by finger or by key, with or without a link; the emergency line is beside it. */
export function Panic(): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { fix } = useWork();
  const [held, setHeld] = useState(false);
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly fromMs: number } | null>(null);

  const cancel = (): void => {
    if (press.current !== null) clearTimeout(press.current.timer);
    press.current = null;
    setHeld(false);
  };
  const call = (): void => {
    cancel();
    if ("vibrate" in navigator) navigator.vibrate(300);
    void patrol.shift.do({ kind: "panic", place: fix === null ? null : { lat: fix.lat, lon: fix.lon } });
  };
  const begin = (event: SyntheticEvent): void => {
    cancel();
    setHeld(true);
    press.current = { timer: setTimeout(call, HOLD_MS), fromMs: event.timeStamp };
  };
  // A busy phone handles events late, and the release can come before the timer: the events' own times count.
  const release = (event: SyntheticEvent): void => {
    if (press.current !== null && event.timeStamp - press.current.fromMs >= HOLD_MS) call();
    else cancel();
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) begin(event);
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);

  return (
    <div className="panic">
      <button
        type="button"
        className="panic-press"
        data-held={held}
        onPointerDown={begin}
        onPointerUp={release}
        onPointerLeave={cancel}
        onPointerCancel={cancel}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={byKey}
        onKeyUp={release}
        onBlur={cancel}
      >
        <Icon name="alert" />
        <span>{held ? t("panic.holding") : t("panic.press")}</span>
      </button>
      <a className="panic-call" href="tel:17" aria-label={t("panic.call")}>
        <Icon name="phone" />
        <bdi>17</bdi>
      </a>
    </div>
  );
}

/** What became of a call for help: waiting in the phone, arrived, taken up. Nothing while there is none. */
export function PanicState(): ReactNode {
  const t = useText();
  const { box, duty } = useWork();
  const isWaiting = box.waiting.some(({ kind }) => kind === "panic");
  const distress = duty?.unit.distress ?? null;
  if (!isWaiting && distress === null) return null;
  const by = distress?.takenUpBy ?? null;
  const said = isWaiting ? t("panic.waiting") : by === null ? t("panic.arrived") : t("panic.takenUp", { name: by });
  return (
    <p className="strip strip-act" role="alert">
      <Icon name="alert" />
      <span>{said}</span>
    </p>
  );
}
