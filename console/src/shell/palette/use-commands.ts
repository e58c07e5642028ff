import { interventions } from "@amaliyat/contract/interventions";
import { theRoom } from "@amaliyat/contract/room";
import { useTheme } from "@amaliyat/ui/i18n";
import { useNavigate } from "@tanstack/react-router";
import { askNewIntervention } from "../../facts/index.ts";
import { useLock, useMay, useSession, useSignOut } from "../../session/index.ts";
import { useStartTour } from "../../tour/index.ts";
import { screensOf } from "../navigation.ts";
import { openKeys } from "../overlays.ts";
import { useText } from "../text.ts";
import type { Entry } from "./entry.ts";

/** Screens of the person, and what can be done from everywhere. */
export function useCommands(): readonly Entry[] {
  const text = useText();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { theme, setTheme } = useTheme();
  const { lock } = useLock();
  const mayOpen = useMay(interventions.open);
  const startTour = useStartTour();
  const mayFirstHour = useMay(theRoom.firstHour);
  const screens = screensOf(useSession().user.role).map((screen): Entry => ({
    id: screen.to,
    kind: "screen",
    label: text(screen.word),
    detail: "",
    code: screen.to,
    words: [],
    act: () => void navigate({ to: screen.to }),
  }));
  const command = (id: "new" | "keys" | "tour" | "first_hour" | "theme" | "lock" | "sign_out", act: () => void): Entry => ({
    id,
    kind: "command",
    label: text(`command.${id}`),
    detail: "",
    code: id,
    words: [],
    act,
  });
  return [
    ...screens,
    ...(mayOpen ? [command("new", () => askNewIntervention())] : []),
    command("keys", openKeys),
    ...(startTour === null ? [] : [command("tour", startTour)]),
    ...(mayFirstHour ? [command("first_hour", () => void navigate({ to: "/first-hour" }))] : []),
    command("theme", () => setTheme(theme === "dark" ? "light" : "dark")),
    command("lock", lock),
    command("sign_out", () => void signOut()),
  ];
}
