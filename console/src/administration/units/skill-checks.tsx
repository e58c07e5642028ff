import { SKILL_LABELS, SKILLS, type Skill } from "@amaliyat/domain/dispatch";
import { Checkbox } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { withSkill } from "./unit-make.ts";

export type SkillChecksProps = { readonly skills: readonly Skill[]; readonly onChange: (skills: readonly Skill[]) => void };

/** Skills of a crew beyond those of every crew. Put it in a `Field group`. */
export function SkillChecks({ skills, onChange }: SkillChecksProps): ReactNode {
  const { language } = useLanguage();
  return (
    <div className="administration-skills">
      {SKILLS.map((skill) => (
        <Checkbox
          key={skill}
          label={SKILL_LABELS[skill][language]}
          checked={skills.includes(skill)}
          onChange={(has) => onChange(withSkill(skills, skill, has))}
        />
      ))}
    </div>
  );
}
