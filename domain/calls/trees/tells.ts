import { defaultPriority, inOrder, type Attribute } from "../../interventions/index.ts";
import type { NatureCode } from "../natures.ts";
import { PRIORITY_FROM, type QuestionTree, type TreeStep } from "../triage.ts";

/**
 * Answers that tell danger, as `question.answer` of the room's first trees, with the attributes that each sets on an intervention. A question
 * that asks for two attributes at once sets both: one too many endangers nobody, and a person takes it off. Codes outlive a change of a tree.
 */
const TELLS: Readonly<Record<NatureCode, Readonly<Record<string, readonly Attribute[]>>>> = {
  ACC: { "injured.dead": ["injury"], "injured.hurt": ["injury"], "injured.unknown": [], "trapped.yes": [] },
  FIR: { "inside.yes": [], "inside.unknown": [], "near.yes": [] },
  DGR: { "kind.threat": [], "now.yes": [], "weapon.yes": ["weapon"] },
  HLP: { "kind.ill": ["injury"], "kind.child": ["minor"], "awake.no": ["injury"], "awake.unknown": [], "safe.no": [] },
  MIS: { "who.child": ["minor"], "taken.yes": [] },
  INT: { "kind.fight": [], "weapon.yes": ["weapon"] },
  THF: { "force.yes": ["weapon"], "there.yes": [] },
  CRM: { "kind.assault": [], "weapon.yes": ["weapon", "injury"], "there.yes": [] },
  ENQ: { "urgent.yes": [] },
  GUI: { "urgent.yes": [] },
  OTH: { "urgent.yes": [], "urgent.unknown": [] },
};

/**
 * Attributes that an answer of danger sets; null for an answer that tells none. An answer that is not in the list tells danger if it makes an
 * event urgent by itself, by its points or its sub-category.
 */
export function tellsOfAnswer(tree: QuestionTree, step: TreeStep | undefined): readonly Attribute[] | null {
  const question = tree.questions.find(({ id }) => id === step?.questionId);
  const answer = question?.answers.find(({ id }) => id === step?.answerId);
  if (question === undefined || answer === undefined) return null;
  const listed = TELLS[tree.nature][`${question.id}.${answer.id}`];
  if (listed !== undefined) return listed;
  const isUrgent = answer.subcategory !== null && defaultPriority(answer.subcategory, []).priority === "P1";
  return answer.points >= PRIORITY_FROM.P2 || isUrgent ? [] : null;
}

/** Danger that some answers tell. */
export type DangerTold = { readonly isDanger: boolean; readonly attributes: readonly Attribute[] };

export function dangerTold(tree: QuestionTree, steps: readonly TreeStep[]): DangerTold {
  const told = steps.map((step) => tellsOfAnswer(tree, step)).filter((each) => each !== null);
  return { isDanger: told.length > 0, attributes: inOrder(told.flat()) };
}
