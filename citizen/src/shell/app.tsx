import { render, type VNode } from "preact";
import { Advice } from "../alerts/advice.tsx";
import { AlertsScreen } from "../alerts/alerts-screen.tsx";
import { FollowList } from "../follow/follow-list.tsx";
import { Made } from "../follow/made.tsx";
import { OneReport } from "../follow/one-report.tsx";
import { OutboxScreen } from "../follow/outbox-screen.tsx";
import { Pictures } from "../help/pictures.tsx";
import { Silent } from "../help/silent.tsx";
import { ReportSteps } from "../report/report-steps.tsx";
import { WalkScreen } from "../walk/walk-screen.tsx";
import { Privacy } from "../screens/privacy.tsx";
import { theCitizen } from "./the-citizen.ts";
import { CitizenContext } from "../screens/use-citizen.ts";

/** The screen of a place: a name, and what of it after a stroke. */
function App({ place }: { readonly place: string }): VNode {
  const [name = "", what = ""] = place.split("/");
  switch (name) {
    case "report":
      return <ReportSteps step={what} />;
    case "made":
      return <Made id={what} />;
    case "mine":
      return <OneReport key={what} id={what} />;
    case "outbox":
      return <OutboxScreen />;
    case "silent":
      return <Silent />;
    case "pictures":
      return <Pictures />;
    case "alerts":
      return <AlertsScreen key={what} alertId={what} />;
    case "advice":
      return <Advice />;
    case "walk":
      return <WalkScreen />;
    case "privacy":
      return <Privacy />;
    default:
      return <FollowList given={name === "follow" ? what : place.startsWith("follow=") ? place.slice(7) : ""} />;
  }
}

/** Opens the phone's store, without which nothing that is written would be kept, and answers how screens are shown. */
export async function ready(): Promise<{
  readonly show: (root: HTMLElement, place: string) => void;
  readonly leave: (root: HTMLElement) => void;
}> {
  const citizen = await theCitizen();
  return {
    show: (root, place) =>
      render(
        <CitizenContext.Provider value={citizen}>
          <App place={place} />
        </CitizenContext.Provider>,
        root,
      ),
    leave: (root) => render(null, root),
  };
}
