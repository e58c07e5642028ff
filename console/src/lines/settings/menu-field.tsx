import { CALL_LANGUAGES } from "@amaliyat/domain/calls";
import { Button, Field, IconButton, Select, TextInput } from "@amaliyat/ui/controls";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { nextChoice, type LineDraft } from "./line-draft.ts";

const MOST = 12;
export type MenuFieldProps = {
  readonly menu: LineDraft["menu"];
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (menu: LineDraft["menu"]) => void;
};

/** The keys with which a caller chooses a language; without one, nothing is asked. */
export function MenuField({ menu, wrong, onChange }: MenuFieldProps): ReactNode {
  const text = useText();
  return (
    <Field group label={text("line.menu")} hint={text("line.menu_hint")}>
      {menu.length > 0 && (
        <ul className="lines-items">
          {menu.map((choice, nth) => (
            <li key={nth} className="lines-item lines-item--row">
              <Field label={text("line.digit")} error={wrong.has(`menu.${nth}`) ? text("wrong.digit") : undefined} className="lines-short">
                <TextInput
                  ltr
                  maxLength={1}
                  value={choice.digit}
                  onChange={(digit) => onChange(menu.toSpliced(nth, 1, { ...choice, digit }))}
                />
              </Field>
              <Field label={text("call.language")}>
                <Select
                  options={CALL_LANGUAGES.map((value) => ({ value, label: text(`language.${value}`) }))}
                  value={choice.language}
                  onChange={(language) => onChange(menu.toSpliced(nth, 1, { ...choice, language }))}
                />
              </Field>
              <IconButton
                size="s"
                label={`${text("remove")} ${choice.digit}`}
                icon={<X size={16} />}
                onClick={() => onChange(menu.toSpliced(nth, 1))}
              />
            </li>
          ))}
        </ul>
      )}
      <Button size="s" disabledReason={menu.length < MOST ? undefined : text("most")} onClick={() => onChange([...menu, nextChoice(menu)])}>
        {text("line.add_choice")}
      </Button>
    </Field>
  );
}
