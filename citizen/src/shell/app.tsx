import type { VNode } from "preact";
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

/** The screen of a place: a name, and what of it after a stroke. */
export function App({ place }: { readonly place: string }): VNode {
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
