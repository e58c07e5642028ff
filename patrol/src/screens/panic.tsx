import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type SyntheticEvent } from "react";
import type { Unit } from "@amaliyat/contract/dispatch";
import type { Point } from "@amaliyat/domain/kernel";
import { momentOf, spotOf } from "../position/watch.ts";
import type { Fix } from "../storage/buffer.ts";
import { radius, since } from "../text/format.ts";
import { useLabel, useText } from "../text/use-text.ts";
import { Icon } from "../icons/icons.tsx";
import { useNow, usePatrol, useWork } from "../app/use-patrol.ts";

type Distress = NonNullable<Unit["distress"]>;

const HOLD_MS = 2000;
/** Age of a known place that a call may take. */
const OLDEST_MS = 60_000;

/** The last place of the phone, as a call for help says it. */
const where = (fix: Fix | null): { readonly place: Point | null; readonly accuracyM: number | null; readonly placeAt: number | null } =>
  fix === null
    ? { place: null, accuracyM: null, placeAt: null }
    : { place: { lat: fix.lat, lon: fix.lon }, accuracyM: fix.accuracyM ?? null, placeAt: fix.at };

/** Calls for help by a press of two seconds, by finger or by key, with or without a link; the emergency line is beside it. */
export function Panic(): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { fix } = useWork();
  const [held, setHeld] = useState(false);
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly fromMs: number } | null>(null);

  // With no unit the phone is not watched: while the key is held it is asked where it is.
  const found = useRef<Fix | null>(null);
  const called = useRef(false);
  const tell = (at: Fix | null): void => void patrol.shift.do({ kind: "panic", ...where(at) });
  const look = (): void => {
    found.current = null;
    called.current = false;
    if (fix !== null || !("geolocation" in navigator)) return;
    const onPosition = ({ coords, timestamp }: GeolocationPosition): void => {
      const spot = spotOf(coords);
      if (spot === null) return;
      found.current = { ...spot, headingDeg: null, at: momentOf(timestamp, OLDEST_MS) };
      // It came after the call: the call takes the place with a second press.
      if (called.current) tell(found.current);
    };
    navigator.geolocation.getCurrentPosition(onPosition, () => undefined, {
      enableHighAccuracy: true,
      maximumAge: OLDEST_MS,
      timeout: 20_000,
    });
  };

  const cancel = (): void => {
    if (press.current !== null) clearTimeout(press.current.timer);
    press.current = null;
    setHeld(false);
  };
  const call = (): void => {
    cancel();
    if ("vibrate" in navigator) navigator.vibrate(300);
    called.current = true;
    tell(fix ?? found.current);
  };
  const begin = (event: SyntheticEvent): void => {
    cancel();
    look();
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

/** The emergency line as a large press, on a screen that has no call for help. */
export function CallLine(): ReactNode {
  const t = useText();
  return (
    <a className="big emergency" href="tel:17">
      <Icon name="phone" />
      <span>{t("panic.call")}</span>
    </a>
  );
}

/** Accuracy and age of the place of a call for help. */
function PlaceSaid({ call }: { readonly call: Pick<Distress, "place" | "accuracyM" | "placeAt"> }): ReactNode {
  const t = useText();
  const now = useNow(1000);
  const { place, accuracyM, placeAt } = call;
  if (place === null) return <span>{t("panic.noPlace")}</span>;
  const parts = [
    accuracyM === null ? t("panic.place") : t("panic.within", { distance: radius(t, accuracyM) }),
    placeAt === null ? null : t("panic.placeAge", { age: since(t, now - Date.parse(placeAt)) }),
  ];
  return <span>{parts.filter((part) => part !== null).join(t("panic.and"))}</span>;
}

/** Shows how a call for help stands: waiting in the phone, arrived, taken up, refused. Shows nothing if there is none. */
export function PanicState(): ReactNode {
  const t = useText();
  const label = useLabel();
  const { box, duty } = useWork();
  const isWaiting = box.waiting.some(({ kind }) => kind === "panic");
  const refused = box.refused.findLast(({ act }) => act.kind === "panic");
  const distress = duty?.unit.distress ?? null;
  const by = distress?.takenUpBy ?? null;
  // Of several calls the last one counts: one refused after another had arrived is shown.
  const arrivedAt = box.landed.findLast(({ kind }) => kind === "panic")?.at ?? 0;
  const isRefused = !isWaiting && refused !== undefined && refused.act.at > arrivedAt;
  if (!isWaiting && !isRefused && distress === null) return null;
  const arrived = by === null ? t("panic.arrived") : t("panic.takenUp", { name: by });
  const said = isWaiting ? t("panic.waiting") : isRefused && refused !== undefined ? label(refused.text) : arrived;
  return (
    <p className="strip strip-act panic-state" role="alert">
      <Icon name="alert" />
      <span>
        <span>{said}</span>
        {distress !== null && !isRefused && <PlaceSaid call={distress} />}
      </span>
    </p>
  );
}
