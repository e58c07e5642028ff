import type { Point } from "@amaliyat/domain/kernel";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/ask.ts";
import type { Routes } from "../api/paths.ts";
import type { ReplyOf } from "@amaliyat/contract/route";
import { Icon } from "../icons/icon.tsx";
import { label, t } from "../text/text.ts";

type Found = ReplyOf<Routes["landmarks"]>;
const PAUSE_MS = 350;
const LEAST = 2;
const MOST = 6;

/** Finds a landmark by its name, in any of the languages; a press takes it. */
export function Landmarks({ onTake }: { readonly onTake: (name: string, place: Point) => void }): VNode {
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Found | "lost" | null>(null);
  const q = words.trim();
  useEffect(() => {
    setFound(null);
    if (q.length < LEAST) return undefined;
    let isOver = false;
    const timer = setTimeout(async () => {
      const answer = await ask("landmarks", { query: { q } });
      if (!isOver) setFound(answer.kind === "ok" ? answer.value.slice(0, MOST) : "lost");
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [q]);
  const choose = ({ name, place }: Found[number]): void => {
    setWords("");
    onTake(label(name), place);
  };
  return (
    <div className="landmarks">
      <label className="search">
        <Icon name="search" />
        <span className="hidden">{t("place.search")}</span>
        <input
          type="search"
          value={words}
          maxLength={60}
          autocomplete="off"
          placeholder={t("place.searchHint")}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </label>
      <div role="status">
        {found === "lost" && <p className="found-none">{t("place.searchLost")}</p>}
        {Array.isArray(found) && found.length === 0 && <p className="found-none">{t("place.searchNone")}</p>}
        {Array.isArray(found) && found.length > 0 && <span className="hidden">{t("place.found", { count: found.length })}</span>}
      </div>
      {Array.isArray(found) && found.length > 0 && (
        <ul className="found">
          {found.map((each) => (
            <li key={`${each.place.lat},${each.place.lon},${each.name.ar}`}>
              <button type="button" onClick={() => choose(each)}>
                <Icon name="pin" />
                <span>{label(each.name)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
