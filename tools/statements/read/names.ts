import {
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isArrowFunction,
  isAsExpression,
  isAwaitExpression,
  isBindingElement,
  isBlock,
  isCallExpression,
  isElementAccessExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isNonNullExpression,
  isObjectBindingPattern,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isSatisfiesExpression,
  isShorthandPropertyAssignment,
  isSpreadElement,
  isVariableDeclaration,
} from "typescript/unstable/ast/is";
import type {
  ArrowFunction,
  CallExpression,
  ElementAccessExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  Node,
  ObjectLiteralExpression,
  ParameterDeclaration,
  PropertyAccessExpression,
  VariableDeclaration,
} from "typescript/unstable/ast";
import type { Type } from "typescript/unstable/sync";
import type { Choices } from "./choices.ts";
import { calledName, declarationOf, keyOf, type Program } from "../program.ts";
import { isClosed, OUTSIDE, textValue, UNKNOWN, type Closed, type Scope, type Value } from "./values.ts";

/** All that a composing needs to read the code. */
export type Reader = {
  readonly program: Program;
  readonly calls: ReadonlyMap<string, readonly CallExpression[]>;
  readonly choices: Choices;
  readonly depth: number;
  /** Called for each template that becomes part of a statement. */
  readonly seen: (template: Node) => void;
  readonly typeOf: (node: Node) => Type | undefined;
  /** `evaluate` of compose.ts. */
  readonly evaluate: (reader: Reader, node: Expression, scope: Scope) => Value;
};

export type Called = ArrowFunction | FunctionDeclaration | FunctionExpression;
const isCalled = (node: Node): node is Called => isArrowFunction(node) || isFunctionDeclaration(node) || isFunctionExpression(node);

/** Most texts that a type may allow for each of them to be tried. */
const MOST_TEXTS = 40;

/** The texts that the type of an expression allows; none where it allows any. */
export function literalsOf(reader: Reader, node: Node): readonly string[] {
  const type = reader.typeOf(node);
  if (type === undefined) return [];
  const all = type.isUnionType() ? type.getTypes() : [type];
  const texts = all.flatMap((each) => (each.isStringLiteralType() ? [each.value] : []));
  return texts.length === all.length && texts.length <= MOST_TEXTS ? texts : [];
}

/** The expression within brackets, assertions and `await`. */
export function plain(node: Expression): Expression {
  const wraps =
    isParenthesizedExpression(node) ||
    isAsExpression(node) ||
    isSatisfiesExpression(node) ||
    isNonNullExpression(node) ||
    isAwaitExpression(node);
  return wraps ? plain(node.expression) : node;
}

/** One of the texts that the type of an expression allows. */
export function literal(reader: Reader, node: Expression): Value {
  const texts = literalsOf(reader, node);
  if (texts.length === 0) return UNKNOWN;
  const declaration = declarationOf(reader.program, node);
  return textValue(reader.choices.choose(`literal ${declaration === null ? node.getText() : keyOf(declaration)}`, texts));
}

/** The items of an array, spread ones among them. */
export function listOf(reader: Reader, elements: readonly Expression[], scope: Scope): Value {
  const items = elements.flatMap((element) => {
    const value = reader.evaluate(reader, isSpreadElement(element) ? element.expression : element, scope);
    return isSpreadElement(element) && value.kind === "list" ? value.items : [value];
  });
  return { kind: "list", items: items.filter(({ kind }) => kind !== "none") };
}

/** The value of a function: one of its returns, chosen. */
export function valueOfBody(reader: Reader, called: Called, scope: Scope): Value {
  const returns = returnsOf(called);
  const key = `returns ${called.getSourceFile().fileName}:${called.pos} ${scope.id}`;
  const options = returns.map((_, nth) => String(nth));
  const chosen: Expression | undefined = options.length < 2 ? returns[0] : returns[Number(reader.choices.choose(key, options))];
  return chosen === undefined ? UNKNOWN : reader.evaluate(reader, chosen, scope);
}

const closedValue = (reader: Reader, { node, scope }: Closed): Value => reader.evaluate(reader, node, scope);

/** The function that an expression names, with its body; null if it is another's or cannot be followed. */
export function functionOf({ program }: Reader, callee: Expression): Called | null {
  const name = isIdentifier(callee) ? callee : isPropertyAccessExpression(callee) ? callee.name : null;
  if (isCalled(callee)) return callee;
  const declaration = name === null ? null : declarationOf(program, name);
  if (declaration === null || declaration.getSourceFile().isDeclarationFile) return null;
  if (isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
    const made = plain(declaration.initializer);
    return isCalled(made) ? made : null;
  }
  return isFunctionDeclaration(declaration) && declaration.body !== undefined ? declaration : null;
}

/** Binds the parameters of a function to the arguments of a call. */
export function bindingsOf(called: Called, args: readonly Expression[], scope: Scope): [string, Closed | Value][] {
  return called.parameters.map((parameter, nth) => {
    const node = args[nth] ?? parameter.initializer;
    return [keyOf(parameter), node === undefined ? { kind: "none" } : { node, scope }];
  });
}

/** Returned expressions of a function, without those of functions inside it and empty returns. */
export function returnsOf({ body }: Called): Expression[] {
  if (body === undefined) return [];
  if (!isBlock(body)) return [body];
  const found: Expression[] = [];
  const look = (node: Node): void => {
    if (isCalled(node)) return;
    if (isReturnStatement(node) && node.expression !== undefined && plain(node.expression).getText() !== "null")
      found.push(node.expression);
    node.forEachChild(look);
  };
  body.forEachChild(look);
  return found;
}

function literalObject(
  reader: Reader,
  given: Expression,
  scope: Scope,
): { readonly object: ObjectLiteralExpression; readonly scope: Scope } | null {
  const node = plain(given);
  if (isObjectLiteralExpression(node)) return { object: node, scope };
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) {
    const found = propertyOf(reader, node, scope);
    return found === null ? null : literalObject(reader, found.node, found.scope);
  }
  if (!isIdentifier(node)) return null;
  const declaration = declarationOf(reader.program, node);
  if (declaration === null) return null;
  if (isParameterDeclaration(declaration)) {
    const bound = scope.bound.get(keyOf(declaration));
    return bound !== undefined && isClosed(bound) ? literalObject(reader, bound.node, bound.scope) : null;
  }
  return isVariableDeclaration(declaration) && declaration.initializer !== undefined
    ? literalObject(reader, declaration.initializer, scope)
    : null;
}

function memberOf({ object, scope }: { readonly object: ObjectLiteralExpression; readonly scope: Scope }, name: string): Closed | null {
  for (const property of object.properties) {
    if (isPropertyAssignment(property) && property.name.getText().replaceAll(/["']/gu, "") === name)
      return { node: property.initializer, scope };
    if (isShorthandPropertyAssignment(property) && isIdentifier(property.name) && property.name.text === name)
      return { node: property.name, scope };
  }
  return null;
}

/** The expression that stands in an object under a name: `A.b`, `A[b]`. */
export function propertyOf(reader: Reader, node: PropertyAccessExpression | ElementAccessExpression, scope: Scope): Closed | null {
  const found = literalObject(reader, node.expression, scope);
  if (found === null) return null;
  if (isPropertyAccessExpression(node)) return memberOf(found, node.name.text);
  const name = reader.evaluate(reader, node.argumentExpression, scope);
  return name.kind === "text" ? memberOf(found, name.text) : null;
}

/** If no call on the way binds a parameter, one of all calls of its function is taken. */
function unbound(reader: Reader, parameter: ParameterDeclaration, scope: Scope): Closed | null {
  const called = parameter.parent;
  if (!isCalled(called)) return null;
  const owner = isFunctionDeclaration(called) ? called : called.parent;
  const name = isFunctionDeclaration(called) ? called.name?.text : isVariableDeclaration(owner) ? owner.name.getText() : undefined;
  if (name === undefined) return null;
  const calls = (reader.calls.get(name) ?? []).filter((call) => {
    const target = calledName(call);
    const declaration = target === null ? null : declarationOf(reader.program, target);
    return declaration !== null && keyOf(declaration) === keyOf(owner);
  });
  if (calls.length === 0) return null;
  const nth = Number(
    reader.choices.choose(
      `call of ${keyOf(called)} ${scope.id}`,
      calls.map((_, at) => String(at)),
    ),
  );
  const node = calls[nth]?.arguments[called.parameters.indexOf(parameter)] ?? parameter.initializer;
  return node === undefined ? null : { node, scope: OUTSIDE };
}

function parameterValue(reader: Reader, parameter: ParameterDeclaration, scope: Scope): Value {
  const bound = scope.bound.get(keyOf(parameter)) ?? unbound(reader, parameter, scope);
  if (bound === null) return UNKNOWN;
  return isClosed(bound) ? closedValue(reader, bound) : bound;
}

/** A list to which more is pushed, each under a condition: all of it. */
function pushedList(reader: Reader, declaration: VariableDeclaration, elements: readonly Expression[], scope: Scope): Value {
  const name = declaration.name.getText();
  const begun = listOf(reader, elements, scope);
  const pushes = (reader.calls.get("push") ?? []).filter(({ expression }) => {
    if (!isPropertyAccessExpression(expression) || expression.expression.getText() !== name) return false;
    const target = declarationOf(reader.program, expression.expression);
    return target !== null && keyOf(target) === keyOf(declaration);
  });
  const more = pushes.map(({ arguments: args }) => listOf(reader, args, scope));
  return { kind: "list", items: [begun, ...more].flatMap((value) => (value.kind === "list" ? value.items : [])) };
}

function variableValue(reader: Reader, declaration: VariableDeclaration, scope: Scope): Value {
  if (declaration.initializer === undefined) return UNKNOWN;
  const made = plain(declaration.initializer);
  if (isArrayLiteralExpression(made)) return pushedList(reader, declaration, made.elements, scope);
  if (isCallExpression(made)) {
    const value = reader.evaluate(reader, made, scope);
    if (value.kind !== "list") return value;
    const pushed = pushedList(reader, declaration, [], scope);
    return { kind: "list", items: [...value.items, ...(pushed.kind === "list" ? pushed.items : [])] };
  }
  return reader.evaluate(reader, made, scope);
}

/** `{ a }` and `[a]` of a declaration or a parameter. */
function elementValue(reader: Reader, element: Node, scope: Scope): Value {
  if (!isBindingElement(element)) return UNKNOWN;
  const pattern = element.parent;
  const owner = pattern.parent;
  if (isObjectBindingPattern(pattern)) {
    const name = (element.propertyName ?? element.name)?.getText() ?? "";
    const made = isVariableDeclaration(owner) ? owner.initializer : null;
    const bound = isParameterDeclaration(owner) ? (scope.bound.get(keyOf(owner)) ?? unbound(reader, owner, scope)) : null;
    const from = bound !== null && isClosed(bound) ? bound : made ? { node: made, scope } : null;
    const object = from === null ? null : literalObject(reader, from.node, from.scope);
    const found = object === null ? null : memberOf(object, name);
    return found === null ? UNKNOWN : closedValue(reader, found);
  }
  const list = isParameterDeclaration(owner) ? parameterValue(reader, owner, scope) : UNKNOWN;
  const nth = isArrayBindingPattern(pattern) ? pattern.elements.findIndex((each) => keyOf(each) === keyOf(element)) : -1;
  return list.kind === "list" ? (list.items[nth] ?? UNKNOWN) : UNKNOWN;
}

/** The value of a name. Where the code does not say it, its type may: one of the texts that it allows. */
export function valueOfName(reader: Reader, node: Identifier, scope: Scope): Value {
  const declaration = declarationOf(reader.program, node);
  if (declaration === null || declaration.getSourceFile().isDeclarationFile) return UNKNOWN;
  const value = isVariableDeclaration(declaration)
    ? variableValue(reader, declaration, scope)
    : isParameterDeclaration(declaration)
      ? declaredValue(reader, node, declaration, scope)
      : elementValue(reader, declaration, scope);
  return value.kind === "unknown" ? literal(reader, node) : value;
}

/** A parameter whose type is a short list of texts is each of them; any other is what its calls say. */
function declaredValue(reader: Reader, node: Identifier, parameter: ParameterDeclaration, scope: Scope): Value {
  if (!scope.bound.has(keyOf(parameter)) && literalsOf(reader, node).length > 0) return UNKNOWN;
  return parameterValue(reader, parameter, scope);
}
