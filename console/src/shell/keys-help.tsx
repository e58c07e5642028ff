import { Kbd, TextInput } from "@amaliyat/ui/controls";
import { shortcutLabel, useShortcut } from "@amaliyat/ui/hooks";
import { searchItems } from "@amaliyat/ui/i18n";
import { Dialog, VisuallyHidden } from "@amaliyat/ui/layout";
import Search from "lucide-react/icons/search";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useStore } from "../store/index.ts";
import { KEYS_HELP, type KeyLine } from "./keys.ts";
import { closeOverlay, openKeys, overlay } from "./overlays.ts";
import { useText } from "./text.ts";

export function KeysHelp(): ReactNode {
  const text = useText();
  const open = useStore(overlay) === "keys";
  useShortcut("Shift+Slash", openKeys);
  return (
    <Dialog open={open} onClose={closeOverlay} title={text("keys.title")} size="wide" className="shell-keys-dialog" lightDismiss>
      {open && <Sheet />}
    </Dialog>
  );
}

/** All keys by where they act, or those whose words or keys answer a search. */
function Sheet(): ReactNode {
  const text = useText();
  const [query, setQuery] = useState("");
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const groups = KEYS_HELP.map(({ group, keys }) => {
    const lines: readonly (KeyLine & { readonly word: (typeof keys)[number]["word"] })[] = keys;
    const wordsOf = (line: (typeof lines)[number]): string =>
      `${text(`keys.word.${line.word}`)} ${text(`keys.group.${group}`)} ${line.keys.map(shortcutLabel).join(" ")}`;
    return { group, lines: searchItems(lines, query, wordsOf) };
  }).filter(({ lines }) => lines.length > 0);
  return (
    <>
      <p className="am-t2 am-small">{text("keys.text")}</p>
      <TextInput
        type="search"
        ref={box}
        icon={<Search size={14} aria-hidden="true" />}
        aria-label={text("keys.search")}
        placeholder={text("keys.search")}
        value={query}
        onChange={setQuery}
      />
      {groups.length === 0 && <p className="am-t2">{text("keys.none")}</p>}
      <div className="shell-keys">
        {groups.map(({ group, lines }) => (
          <section key={group}>
            <h3>{text(`keys.group.${group}`)}</h3>
            <dl>
              {lines.map((line) => (
                <div key={line.word} className="shell-keys__line">
                  <dt>{text(`keys.word.${line.word}`)}</dt>
                  <Keys line={line} />
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}

/** The keys as they are drawn, and the same in words for those who hear them. */
function Keys({ line }: { readonly line: KeyLine }): ReactNode {
  const said = line.keys.map(shortcutLabel).join(", ");
  return (
    <dd dir="ltr">
      <VisuallyHidden>{line.to === undefined ? said : `${said}–${shortcutLabel(line.to)}`}</VisuallyHidden>
      {line.keys.map((key) => (
        <Kbd key={key} keys={key} />
      ))}
      {line.to !== undefined && (
        <>
          <span aria-hidden="true">–</span>
          <Kbd keys={line.to} />
        </>
      )}
    </dd>
  );
}
