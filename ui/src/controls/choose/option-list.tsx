import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { Num } from "../../i18n/isolated.tsx";
import type { ComboboxOption } from "./combobox-state.ts";
import { optionAttributes } from "./option-attributes.ts";

interface OptionListProps<V extends string> {
  readonly id: string;
  readonly options: readonly ComboboxOption<V>[];
  readonly active: number;
  readonly value: V | null;
  readonly digits: boolean;
  readonly onPick: (option: ComboboxOption<V>) => void;
}

/** The lines of a combobox. */
export function OptionList<V extends string>({ id, options, active, value, digits, onPick }: OptionListProps<V>): ReactNode {
  return options.map((option, index) => (
    <div
      key={option.value}
      {...optionAttributes({
        id: `${id}-${index}`,
        active: index === active,
        selected: option.value === value,
        disabled: option.disabledReason !== undefined,
        onPick: () => onPick(option),
      })}
    >
      {digits && <span className="am-option__digit">{index < 9 && <Num>{index + 1}</Num>}</span>}
      <span className="am-option__text">{option.label}</span>
      {(option.disabledReason ?? option.detail) && <span className="am-option__kind">{option.disabledReason ?? option.detail}</span>}
      {option.value === value && <Check className="am-option__check" size={16} aria-hidden="true" />}
    </div>
  ));
}
