import { useNavigate } from "@tanstack/react-router";
import { useAdministrationParts } from "../../administration/index.ts";
import { useLinesParts } from "../../lines/index.ts";
import { usePartnersParts } from "../../partners/index.ts";
import { useShiftsParts } from "../../shifts/index.ts";
import { useText } from "../text.ts";
import type { Entry } from "./entry.ts";

/** The parts of screens that have several, settings among them, each by its name. */
export function usePartEntries(): readonly Entry[] {
  const text = useText();
  const navigate = useNavigate();
  const entry = (id: string, label: string, screen: string, act: () => void): Entry => ({
    id: `part ${id}`,
    kind: "screen",
    label,
    detail: screen,
    code: "",
    words: [],
    act,
  });
  return [
    ...useLinesParts().map(({ view, label }) =>
      entry(`lines ${view}`, label, text("screens.lines"), () => void navigate({ to: "/lines", search: { view } })),
    ),
    ...useShiftsParts().map(({ view, label }) =>
      entry(`shifts ${view}`, label, text("screens.shifts"), () => void navigate({ to: "/shifts", search: { view } })),
    ),
    ...usePartnersParts().map(({ view, label }) =>
      entry(`partners ${view}`, label, text("screens.partners"), () => void navigate({ to: "/partners", search: { view } })),
    ),
    ...useAdministrationParts().map(({ view, label }) =>
      entry(
        `administration ${view}`,
        label,
        text("screens.administration"),
        () => void navigate({ to: "/administration", search: { view } }),
      ),
    ),
  ];
}
