import { pressShortcut } from "@amaliyat/ui/hooks";
import { useLocation } from "@tanstack/react-router";
import { useStore } from "../../store/index.ts";
import { KEYS_HELP } from "../keys.ts";
import { before } from "../overlays.ts";
import { useText } from "../text.ts";
import type { Entry } from "./entry.ts";

type Group = (typeof KEYS_HELP)[number]["group"];

/** Groups of keys of each screen, beside those that act everywhere. */
const GROUPS: readonly (readonly [path: string, group: Group])[] = [
  ["/interventions/", "card"],
  ["/calls/", "call"],
  ["/reports/", "report"],
  ["/playback", "playback"],
  ["/lines", "lines"],
  ["/shifts", "shifts"],
  ["/statistics", "bulletin"],
  ["/archive", "archive"],
];
const EVERYWHERE: readonly Group[] = ["everywhere", "phone"];
/** Keys of the palette itself, of what it closes, and of acts that it lists under other words. */
const OWN: ReadonlySet<string> = new Set(["Ctrl+KeyK", "Escape", "Shift+Slash", "Ctrl+KeyN", "Alt+KeyN", "Alt+KeyL"]);

/** Acts that have a key and can be done now, on the screen from which the palette was opened; picking one presses its key there. */
export function useActEntries(query: string): readonly Entry[] {
  const text = useText();
  const { pathname } = useLocation();
  const { keys: inForce } = useStore(before);
  if (query.trim() === "") return [];
  const groups = new Set<Group>([...EVERYWHERE, ...GROUPS.filter(([path]) => pathname.startsWith(path)).map(([, group]) => group)]);
  return KEYS_HELP.filter(({ group }) => groups.has(group)).flatMap(({ group, keys }): Entry[] =>
    keys.flatMap((line): Entry[] => {
      const shortcut = line.keys.find((key) => inForce.has(key) && !OWN.has(key));
      if (shortcut === undefined || "to" in line) return [];
      const act = (): void => {
        // Once the palette is closed, the focus is where it was.
        requestAnimationFrame(() => pressShortcut(shortcut, document.activeElement ?? document.body));
      };
      return [
        {
          id: `act ${group} ${line.word}`,
          kind: "act",
          label: text(`keys.word.${line.word}`),
          detail: "",
          code: "",
          words: [],
          shortcut,
          act,
        },
      ];
    }),
  );
}
