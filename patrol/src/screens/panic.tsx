import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
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
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const end = (): void => {
    clearTimeout(timer.current);
    setHeld(false);
  };
  const begin = (): void => {
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = setTimeout(() => {
      setHeld(false);
      if ("vibrate" in navigator) navigator.vibrate(300);
      void patrol.shift.do({ kind: "panic", place: fix === null ? null : { lat: fix.lat, lon: fix.lon } });
    }, HOLD_MS);
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) begin();
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <div className="panic">
      <button
        type="button"
        className="panic-press"
        data-held={held}
        onPointerDown={begin}
        onPointerUp={end}
        onPointerLeave={end}
        onPointerCancel={end}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={byKey}
        onKeyUp={end}
        onBlur={end}
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
