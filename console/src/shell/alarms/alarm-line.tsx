import { useShortcut } from "@amaliyat/ui/hooks";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { Kbd } from "@amaliyat/ui/controls";
import { Popover } from "@amaliyat/ui/layout";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { alarmStands } from "../../tour/index.ts";
import { useText } from "../text.ts";
import { AlarmRow } from "./alarm-row.tsx";
import type { AlarmKind } from "./alarms.ts";
import { EndDistressDialog } from "./end-distress-dialog.tsx";
import { OverDialogs } from "./over-dialogs.tsx";
import { useAlarmActs } from "./use-alarm-acts.ts";
import { useAlarms } from "./use-alarms.ts";
import { useTelling } from "./use-telling.ts";
import "./alarms.css";

/** Kinds that are shown above an open dialog too: their people cannot wait until it is closed. */
const SECONDS_COUNT: ReadonlySet<AlarmKind> = new Set(["distress", "call"]);

/** The one line of alarms above every screen: the most urgent, how many more there are, and one key to take each kind. */
export function AlarmLine({ locked, isTeller }: { readonly locked: boolean; readonly isTeller: boolean }): ReactNode {
  const text = useText();
  const format = useFormat();
  const alarms = useAlarms(locked);
  useTelling(alarms, locked, isTeller);
  const acts = useAlarmActs(alarms.shown, locked);
  const [listed, setListed] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const [first, ...others] = alarms.shown;
  const open = listed && others.length > 0;
  const stands = first?.takenBy === null;
  useEffect(() => {
    alarmStands.set(stands);
    return () => alarmStands.set(false);
  }, [stands]);
  useShortcut("Alt+KeyA", () => setListed(!open), { enabled: others.length > 0, whileTyping: true });
  return (
    <>
      {first !== undefined && (
        <section className="shell-alarms" aria-label={text("alarm.label")}>
          <AlarmRow alarm={first} acts={acts} locked={locked} loud>
            {others.length > 0 && (
              <button
                ref={more}
                type="button"
                className="am-button am-button--s"
                aria-expanded={open}
                aria-keyshortcuts="Alt+A"
                onClick={() => setListed(!open)}
              >
                <span>
                  {text("alarm.more")} <Num className="am-strong">{format.number(others.length)}</Num>
                </span>
                <Kbd keys="Alt+KeyA" />
              </button>
            )}
          </AlarmRow>
          <Popover
            anchor={more}
            open={open}
            onClose={() => setListed(false)}
            label={text("alarm.others")}
            flush
            className="shell-alarms__list"
          >
            <ul>
              {others.map((alarm) => (
                <li key={alarm.id}>
                  <AlarmRow alarm={alarm} acts={acts} locked={locked} />
                </li>
              ))}
            </ul>
          </Popover>
        </section>
      )}
      <OverDialogs
        alarm={first?.takenBy === null && SECONDS_COUNT.has(first.kind) ? first : null}
        takeKey={first === undefined ? undefined : acts.keyOf(first)}
      />
      {acts.ending && !locked && <EndDistressDialog alarm={acts.ending} onClose={acts.closeEnding} />}
    </>
  );
}
