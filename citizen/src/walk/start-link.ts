import { ask } from "../api/ask.ts";
import type { Citizen } from "../app/citizen.ts";
import type { Fix } from "../place/place-follower.ts";
import { PHONE_TIMES, watchPlace } from "../place/my-place.ts";
import { prove } from "../proof/prove.ts";
import { language } from "../text/text.ts";
import { changeOf, theWalk } from "./the-walk.ts";
import { WalkLink } from "./walk-link.ts";

const LOOK_MS = 4000;
/** A message without an answer is sent again with the next look. */
const PATIENCE_MS = 12_000;

/** Keeps the room told of a walk from every screen of this page. */
export function startWalkLink(citizen: Citizen): void {
  const link = new WalkLink({
    walk: theWalk.now,
    change: changeOf,
    begin: async ({ code, contact }, leftS, place) => {
      const task = await ask("task", { query: { use: "walk" } }, PATIENCE_MS);
      if (task.kind !== "ok") return task;
      const proof = await prove(task.value, code);
      if (proof === null) return { kind: "lost" };
      return ask("beginWalk", { body: { code, device: citizen.device(), proof, language, leftS, place, contact } }, PATIENCE_MS);
    },
    word: (code, nth, leftS, place) => ask("walkWord", { body: { code, nth, act: "here", leftS, place } }, PATIENCE_MS),
    alarmed: (code, told) => citizen.alarmed(code, told),
    watch: (onFix) => {
      const said = (fix: Fix): void => {
        onFix(fix);
        look();
      };
      return watchPlace(said, () => undefined);
    },
    times: PHONE_TIMES,
  });
  const look = (): void => void link.look();
  theWalk.listen(look);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  // Another page of this app may have begun or ended it.
  setInterval(() => void theWalk.read().then(look), LOOK_MS);
  void theWalk.read().then(look);
}
