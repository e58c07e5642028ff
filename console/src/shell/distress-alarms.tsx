import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { positions, unitList } from "../live/index.ts";
import { useUnitAct } from "../room/units-act.ts";
import { select } from "../selection/index.ts";
import { useMay, useSession } from "../session/index.ts";
import { alarmsOf, isHeard, keysOf, type Alarm } from "./alarm-state.ts";
import { DistressBar } from "./distress-bar.tsx";
import { DistressOverDialogs } from "./distress-over-dialogs.tsx";
import { EndDistressDialog } from "./end-distress-dialog.tsx";
import { playSound } from "./sounds.ts";

/** How long between two soundings of a call for help that nobody has taken up, in ms. */
const AGAIN_MS = 3000;

const none: readonly Unit[] = [];

/** Calls for help, over every screen of those who may answer them. They come from the list of units: a reload forgets none. */
export function DistressAlarms(): ReactNode {
  return useMay(dispatch.distress) ? <Alarms /> : null;
}

function Alarms(): ReactNode {
  const navigate = useNavigate();
  const { covers } = useSession();
  const units = useQuery(unitList).data ?? none;
  const alarms = useMemo(() => alarmsOf(units), [units]);
  const keys = keysOf(alarms, covers);
  const act = useUnitAct();
  const [asked, setAsked] = useState<string | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  useSounding(isHeard(alarms));
  const takeUp = (unitId: string | undefined): void => {
    if (unitId === undefined) return;
    setAsked(unitId);
    void act.run(() => ask(dispatch.distress, { params: { unitId }, body: { act: "take_up" } }));
  };
  const show = ({ unitId, place }: Alarm): void => {
    if (positions.of(unitId) !== undefined) select({ kind: "unit", id: unitId });
    else if (place !== null) select({ kind: "place", point: place });
    void navigate({ to: "/room" });
  };
  const first = alarms.find(({ unitId }) => unitId === keys.show);
  useShortcut("F9", () => takeUp(keys.takeUp), { enabled: keys.takeUp !== undefined });
  useShortcut("F8", () => first && show(first), { enabled: first !== undefined });
  useShortcut("Shift+F9", () => setEnding(keys.end ?? null), { enabled: keys.end !== undefined });
  const endingOne = alarms.find(({ unitId }) => unitId === ending);
  return (
    <>
      {alarms.length > 0 && (
        <div className="shell-alarms">
          {alarms.map((alarm) => (
            <DistressBar
              key={alarm.unitId}
              alarm={alarm}
              keys={keys}
              mayAct={covers.includes(alarm.sectorId)}
              busy={act.busy && asked === alarm.unitId}
              refused={asked === alarm.unitId ? act.refused : null}
              onTakeUp={() => takeUp(alarm.unitId)}
              onShow={() => show(alarm)}
              onEnd={() => setEnding(alarm.unitId)}
            />
          ))}
        </div>
      )}
      <DistressOverDialogs alarms={alarms.filter(({ takenUpBy }) => takenUpBy === null)} mayTakeUp={keys.takeUp !== undefined} />
      {endingOne && <EndDistressDialog alarm={endingOne} onClose={() => setEnding(null)} />}
    </>
  );
}

/** Sounds at once, and again until it is no longer to be heard. */
function useSounding(heard: boolean): void {
  useEffect(() => {
    if (!heard) return undefined;
    playSound("distress");
    const timer = setInterval(() => playSound("distress"), AGAIN_MS);
    return () => clearInterval(timer);
  }, [heard]);
}
