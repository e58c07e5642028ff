import {
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
} from "typescript/unstable/ast/is";
import {
  SyntaxKind,
  type CallExpression,
  type ConditionalExpression,
  type Expression,
  type TaggedTemplateExpression,
} from "typescript/unstable/ast";
import { maySql } from "../program.ts";
import { bindingsOf, functionOf, listOf, literal, plain, propertyOf, valueOfBody, valueOfName, type Reader } from "./names.ts";
import { listCall } from "./lists.ts";
import { NotComposed, reference, sqlValue, textValue, UNKNOWN, type Piece, type Scope, type Value } from "./values.ts";

const MOST_DEPTH = 60;

/** The value of an expression as far as it is known without running the code. */
export function evaluate(reader: Reader, given: Expression, scope: Scope): Value {
  const node = plain(given);
  if (reader.depth > MOST_DEPTH) throw new NotComposed(node, "the statement is put together by calls that do not end");
  const deeper = { ...reader, depth: reader.depth + 1 };
  if (isTaggedTemplateExpression(node)) return node.tag.getText() === "sql" ? sqlOf(deeper, node, scope) : UNKNOWN;
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return textValue(node.text);
  if (isTemplateExpression(node)) {
    const parts = node.templateSpans.map((span) => {
      const value = evaluate(deeper, span.expression, scope);
      return value.kind === "text" ? value.text + span.literal.text : null;
    });
    return parts.includes(null) ? UNKNOWN : textValue(node.head.text + parts.join(""));
  }
  if (node.kind === SyntaxKind.NullKeyword || node.getText() === "undefined") return { kind: "none" };
  if (isConditionalExpression(node)) return evaluateConditional(deeper, node, scope);
  if (isBinaryExpression(node)) return evaluateBinary(deeper, node.left, node.operatorToken.kind, node.right, scope);
  if (isArrayLiteralExpression(node)) return listOf(deeper, node.elements, scope);
  if (isCallExpression(node)) return evaluateCall(deeper, node, scope);
  if (isIdentifier(node)) return valueOfName(deeper, node, scope);
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) {
    const found = propertyOf(deeper, node, scope);
    return found === null ? literal(deeper, node) : evaluate(deeper, found.node, found.scope);
  }
  return UNKNOWN;
}

const isNothing = (node: Expression): boolean =>
  node.kind === SyntaxKind.NullKeyword || (isArrayLiteralExpression(node) && node.elements.length === 0);

function evaluateConditional(reader: Reader, node: ConditionalExpression, scope: Scope): Value {
  const [whenTrue, whenFalse] = [plain(node.whenTrue), plain(node.whenFalse)];
  // A part that may be missing is taken: the statement without it says less.
  if (isNothing(whenTrue)) return evaluate(reader, whenFalse, scope);
  if (isNothing(whenFalse)) return evaluate(reader, whenTrue, scope);
  return evaluate(reader, holds(reader, plain(node.condition), scope) ? whenTrue : whenFalse, scope);
}

/** Compares texts that are known; null for any other condition. */
export function comparison(reader: Reader, condition: Expression, scope: Scope): boolean | null {
  if (isBinaryExpression(condition)) {
    const equal = condition.operatorToken.kind === SyntaxKind.EqualsEqualsEqualsToken;
    if (equal || condition.operatorToken.kind === SyntaxKind.ExclamationEqualsEqualsToken) {
      const [left, right] = [evaluate(reader, condition.left, scope), evaluate(reader, condition.right, scope)];
      if (left.kind === "text" && right.kind === "text") return (left.text === right.text) === equal;
    }
  }
  return null;
}

/** Compares what is known; decides of any other condition, the same for the same words on one way. */
function holds(reader: Reader, condition: Expression, scope: Scope): boolean {
  const known = comparison(reader, condition, scope);
  if (known !== null) return known;
  const key = `${condition.getSourceFile().fileName} ${scope.id} ${condition.getText()}`;
  return reader.choices.choose(key, ["true", "false"]) === "true";
}

function evaluateBinary(reader: Reader, left: Expression, operator: SyntaxKind, right: Expression, scope: Scope): Value {
  if (operator === SyntaxKind.PlusToken) {
    const [begin, end] = [evaluate(reader, left, scope), evaluate(reader, right, scope)];
    return begin.kind === "text" && end.kind === "text" ? textValue(begin.text + end.text) : UNKNOWN;
  }
  if (operator !== SyntaxKind.QuestionQuestionToken && operator !== SyntaxKind.BarBarToken) return UNKNOWN;
  return evaluate(reader, holds(reader, left, scope) ? left : right, scope);
}

/** The text of a template of SQL, with the SQL of its holes written in. */
function sqlOf(reader: Reader, node: TaggedTemplateExpression, scope: Scope): Value {
  reader.seen(node);
  const { template } = node;
  if (isNoSubstitutionTemplateLiteral(template)) return sqlValue(template.text);
  const pieces: Piece[] = [template.head.text];
  for (const { expression, literal: after } of template.templateSpans) pieces.push(...holeOf(reader, expression, scope), after.text);
  return { kind: "sql", pieces };
}

function holeOf(reader: Reader, expression: Expression, scope: Scope): readonly Piece[] {
  if (!maySql(reader.typeOf(expression))) return [null];
  const value = evaluate(reader, expression, scope);
  if (value.kind === "sql") return value.pieces;
  if (value.kind === "unknown") throw new NotComposed(expression, `${expression.getText()} is SQL that cannot be followed`);
  return [null];
}

function evaluateCall(reader: Reader, node: CallExpression, scope: Scope): Value {
  const callee = plain(node.expression);
  if (isPropertyAccessExpression(callee)) {
    if (callee.expression.getText() === "sql") return sqlCall(reader, callee.name.text, node, scope);
    const listed = listCall(reader, callee, node.arguments, scope);
    if (listed !== null) return listed;
  }
  const called = functionOf(reader, callee);
  if (called === null) return literal(reader, node);
  const within: Scope = {
    id: `${scope.id}/${node.getSourceFile().fileName}:${node.pos}`,
    bound: new Map([...scope.bound, ...bindingsOf(called, node.arguments, scope)]),
  };
  return valueOfBody(reader, called, within);
}

function textOf(reader: Reader, node: Expression | undefined, scope: Scope): string | null {
  const value = node === undefined ? UNKNOWN : evaluate(reader, node, scope);
  return value.kind === "text" ? value.text : null;
}

/** `sql.ref`, `sql.raw` and the other makers of Kysely. */
function sqlCall(reader: Reader, maker: string, node: CallExpression, scope: Scope): Value {
  if (maker === "join") return joined(reader, node, scope);
  if (maker === "val") return sqlValue(null);
  const text = textOf(reader, node.arguments[0], scope);
  if (text === null) throw new NotComposed(node, `${node.getText()} takes what is only known at run time`);
  if (maker === "raw") return sqlValue(text);
  if (maker === "lit") return sqlValue(`'${text.replaceAll("'", "''")}'`);
  return sqlValue(reference(text));
}

function joined(reader: Reader, node: CallExpression, scope: Scope): Value {
  const [first, between] = node.arguments;
  const list = first === undefined ? UNKNOWN : evaluate(reader, first, scope);
  if (list.kind !== "list") throw new NotComposed(node, `${node.getText()} joins what cannot be followed`);
  const separator = between === undefined ? textValue("") : evaluate(reader, between, scope);
  const gap: readonly Piece[] = separator.kind === "sql" ? separator.pieces : [", "];
  const pieces = list.items.flatMap((item, nth) => [...(nth === 0 ? [] : gap), ...(item.kind === "sql" ? item.pieces : [null])]);
  return { kind: "sql", pieces };
}
