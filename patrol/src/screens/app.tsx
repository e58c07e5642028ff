import type { Duty } from "@amaliyat/contract/dispatch";
import { lazy, Suspense, type ReactNode } from "react";
import { useText } from "../text/use-text.ts";
import { DutyScreen } from "./orders/duty-screen.tsx";
import { FlagDown } from "./orders/flag-down.tsx";
import { Frame, PhoneFull } from "./frame.tsx";
import { HazardMet } from "./hazard-met.tsx";
import { Menu } from "./menu.tsx";
import { Note } from "./orders/note.tsx";
import { Outcome } from "./orders/outcome.tsx";
import { Panic, PanicState } from "./panic.tsx";
import { usePlace } from "./place.ts";
import { Queue } from "./queue.tsx";
import { Refuse } from "./orders/refuse.tsx";
import { SignInNotices } from "./sign-in/sign-in-notices.tsx";
import { ShiftStart } from "./sign-in/shift-start.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";
import { TakeUp } from "./orders/take-up.tsx";
import { usePatrol, useWork } from "../app/use-patrol.ts";

/** Seldom opened, and loaded when it is: the first load stays small. */
const Bolos = lazy(async () => ({ default: (await import("./bolos.tsx")).Bolos }));

/** The person speaks for no unit now, or became one by calling for help. The screen offers help, and waiting acts are sent. */
function WithoutUnit(): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { screen } = usePlace();
  if (screen === "queue") return <Queue />;
  if (screen === "menu") return <Menu />;
  return (
    <Frame title={t("app.noUnit")}>
      <p className="hint">{t("app.noUnitHelp")}</p>
      <button type="button" className="quiet" onClick={() => void patrol.signOut()}>
        {t("menu.signOut")}
      </button>
    </Frame>
  );
}

/** Before there is a duty to show: why, and the way out. */
function Before({ words }: { readonly words: string }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  return (
    <div className="frame">
      <div role="status">
        <PhoneFull />
        <SignInNotices />
      </div>
      <PanicState />
      <main className="plain">
        <p role="status">{words}</p>
        <button type="button" className="quiet" onClick={() => void patrol.signOut()}>
          {t("menu.signOut")}
        </button>
      </main>
      <footer className="acts">
        <Panic />
      </footer>
    </div>
  );
}

function AtWork({ duty }: { readonly duty: Duty }): ReactNode {
  const { screen, order: named } = usePlace();
  const { box } = useWork();
  // A name given by the phone is replaced once the room has its own.
  const id = named === null ? null : (box.names[named] ?? named);
  const order = duty.assignments.find(({ assignmentId }) => assignmentId === id);
  if (screen === "flag_down") return <FlagDown />;
  if (screen === "take_up") return <TakeUp />;
  if (screen === "hazard") return <HazardMet />;
  if (screen === "queue") return <Queue />;
  if (screen === "menu") return <Menu />;
  if (screen === "bolos")
    return (
      <Suspense>
        <Bolos />
      </Suspense>
    );
  if (order === undefined || screen === "duty") return <DutyScreen duty={duty} />;
  if (screen === "outcome") return <Outcome order={order} />;
  return screen === "refuse" ? <Refuse order={order} /> : <Note order={order} />;
}

export function App(): ReactNode {
  const t = useText();
  const { user, over, hasUnit, duty, shift, link } = useWork();
  if (user === null || over) return <SignIn />;
  if (!hasUnit || duty?.unit.isPerson === true) return <WithoutUnit />;
  if (duty === null) return <Before words={link.kind === "up" ? t("app.reading") : t("app.readingNoLink")} />;
  return shift === null || shift.unitId !== duty.unit.unitId ? <ShiftStart unit={duty.unit} /> : <AtWork duty={duty} />;
}
