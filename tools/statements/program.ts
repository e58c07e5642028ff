import { join } from "node:path";
import { isCallExpression, isIdentifier, isPropertyAccessExpression } from "typescript/unstable/ast/is";
import type { CallExpression, Node, SourceFile } from "typescript/unstable/ast";
import { API, SymbolFlags, type Checker, type Project, type Symbol as CompilerSymbol, type Type } from "typescript/unstable/sync";
import { isTest } from "../project/files.ts";

/** The server's product files with the compiler that knows their types. Dispose it: the compiler is a process of its own. */
export type Program = {
  readonly root: string;
  readonly project: Project;
  readonly checker: Checker;
  readonly files: readonly SourceFile[];
} & Disposable;

/** Opens the project `server/tsconfig.json` below `root`; 1.2 s and 400 MB for this repository. */
export function openProgram(root: string): Program {
  const api = new API({ cwd: root });
  try {
    const config = join(root, "server", "tsconfig.json");
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (project === undefined) throw new Error(`${config} is no project of the compiler`);
    const begin = `${join(root, "server", "src")}/`;
    const names = project.program
      .getSourceFileNames()
      .filter((name) => name.startsWith(begin) && !isTest(name) && !name.includes("/testing/"));
    const files = names.flatMap((name) => project.program.getSourceFile(name) ?? []);
    return { root, project, checker: project.checker, files, [Symbol.dispose]: () => api.close() };
  } catch (cause) {
    api.close();
    throw cause;
  }
}

/** The identity of a node in its program. */
export const keyOf = (node: Node): string => `${node.getSourceFile().fileName}:${node.pos}:${node.end}:${node.kind}`;

export type Place = { readonly file: string; readonly line: number };

/** The file, relative to the root, and the line of a node. */
export function placeOf({ root }: Program, node: Node): Place {
  const source = node.getSourceFile();
  const line = source.text.slice(0, node.getStart(source)).split("\n").length;
  return { file: source.fileName.slice(root.length + 1), line };
}

/** Visits a node and all below it, parents first. */
export function visitAll(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.forEachChild((child) => visitAll(child, visit));
}

const isSqlType = (type: Type): boolean => type.getSymbol()?.name === "RawBuilder" || type.getSymbol()?.name === "Sql";

/** True if a value of this type is SQL, or may be. */
export const maySql = (type: Type | undefined): boolean =>
  type !== undefined && (isSqlType(type) || (type.isUnionType() && type.getTypes().some((each) => isSqlType(each))));

/** The node that declares what a name stands for, behind imports; null if it is declared nowhere in the program. */
export function declarationOf({ checker, project }: Program, name: Node): Node | null {
  const found = checker.getSymbolAtLocation(name);
  return found === undefined ? null : declared(checker, project, found);
}

export function declared(checker: Checker, project: Project, symbol: CompilerSymbol): Node | null {
  const target = (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  return (target.valueDeclaration ?? target.declarations[0])?.resolve(project) ?? null;
}

/** The name by which a call names its function: `f(…)`, `a.f(…)`. */
export function calledName({ expression }: CallExpression): Node | null {
  if (isIdentifier(expression)) return expression;
  return isPropertyAccessExpression(expression) ? expression.name : null;
}

/** All calls of the program by the name of the function. */
export function callsByName({ files }: Program): ReadonlyMap<string, readonly CallExpression[]> {
  const calls = new Map<string, CallExpression[]>();
  const add = (node: Node): void => {
    if (!isCallExpression(node)) return;
    const name = calledName(node)?.getText() ?? "";
    const known = calls.get(name);
    if (known === undefined) calls.set(name, [node]);
    else known.push(node);
  };
  for (const file of files) visitAll(file, add);
  return calls;
}
