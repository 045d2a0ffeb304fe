/** The statements that stand in the code of the ledger, as PostgreSQL describes them without running them. */

import { relative } from 'node:path';
import type pg from 'pg';
import ts from 'typescript';

/** What a column of a row is said to be: one of these types, and whether it may be null. */
export interface Said {
  is: string[];
  nullable: boolean;
}

export interface Statement {
  at: string;
  /** The text, one for each way in which its conditions fall; none where it is put together while it runs. */
  texts: string[];
  /** What such a text looks like once it is put together; null: nothing of it stands there. */
  looks: RegExp | null;
  /** The row as its type says it; null: the answer is not looked at. */
  row: Record<string, Said> | null;
}

/** What a text may be: every way in which its conditions fall, null where it is not known before it runs. */
type Texts = string[] | null;
type Bound = ReadonlyMap<ts.Symbol, Texts>;

const joined = (parts: Texts[]): Texts =>
  parts.reduce<Texts>(
    (all, part) => (all === null || part === null ? null : all.flatMap((a) => part.map((b) => a + b))),
    [''],
  );

function textsOf(checker: ts.TypeChecker, node: ts.Expression, bound: Bound = new Map()): Texts {
  const of = (one: ts.Expression) => textsOf(checker, one, bound);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return of(node.expression);
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [of(node.whenTrue), of(node.whenFalse)];
    return yes && no ? [...yes, ...no] : null;
  }
  if (ts.isTemplateExpression(node)) {
    return joined([
      [node.head.text],
      ...node.templateSpans.flatMap(({ expression, literal }) => [of(expression), [literal.text]]),
    ]);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return of(node.operand)?.map((text) => `-${text}`) ?? null;
  }
  if (ts.isIdentifier(node)) {
    const symbol = originOf(checker, node);
    if (symbol && bound.has(symbol)) return bound.get(symbol) ?? null;
    const made = symbol && madeBy(symbol);
    return made ? textsOf(checker, made, bound) : null;
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const symbol = originOf(checker, node.expression);
    const called = symbol && madeBy(symbol);
    if (!called || !ts.isArrowFunction(called) || ts.isBlock(called.body)) return null;
    const given = new Map(bound);
    for (const [i, parameter] of called.parameters.entries()) {
      const argument = node.arguments[i] ?? parameter.initializer;
      const own = checker.getSymbolAtLocation(parameter.name);
      if (own) given.set(own, argument ? of(argument) : null);
    }
    return textsOf(checker, called.body, given);
  }
  return null;
}

/** A text as it looks with whatever it is put together of. */
function looksOf(checker: ts.TypeChecker, node: ts.Expression): RegExp | null {
  if (!ts.isTemplateExpression(node)) return null;
  const plain = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const [known, ...others] = textsOf(checker, expression) ?? [];
    return `${known === undefined || others.length > 0 ? '[\\s\\S]*' : plain(known)}${plain(literal.text)}`;
  });
  return new RegExp(`^${plain(node.head.text)}${parts.join('')}$`);
}

function originOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function madeBy(symbol: ts.Symbol): ts.Expression | undefined {
  const declared = symbol.valueDeclaration;
  if (!declared || !ts.isVariableDeclaration(declared)) return undefined;
  return declared.parent.flags & ts.NodeFlags.Const ? declared.initializer : undefined;
}

function saidOf(checker: ts.TypeChecker, type: ts.Type): Said {
  const parts = type.isUnion() ? type.types : [type];
  const rest = parts.filter((t) => !(t.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
  const kinds = new Set(
    rest.map((t) => {
      if (t.flags & ts.TypeFlags.StringLike) return 'string';
      if (t.flags & ts.TypeFlags.NumberLike) return 'number';
      if (t.flags & ts.TypeFlags.BooleanLike) return 'boolean';
      const name = t.getSymbol()?.name ?? checker.typeToString(t);
      return name === 'Buffer' || name === 'Date' ? name : 'json';
    }),
  );
  const anything = rest.some((t) => t.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown));
  return { is: [...kinds], nullable: anything || rest.length < parts.length };
}

/** Every statement that is asked in these folders. */
export function statementsIn(root: string, folders: readonly string[]): Statement[] {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = folders.flatMap((folder) => ts.sys.readDirectory(`${root}/${folder}`, ['.ts']));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const found: Statement[] = [];
  for (const file of program.getSourceFiles()) {
    const name = relative(root, file.fileName);
    if (!folders.some((folder) => name.startsWith(`${folder}/`))) continue;
    const look = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^ask(One)?$/.test(node.expression.text)) {
        const text = node.arguments[1];
        const asked = node.typeArguments?.[0];
        const row = asked && checker.getTypeFromTypeNode(asked);
        if (text) {
          const { line } = file.getLineAndCharacterOfPosition(text.getStart());
          found.push({
            at: `${name}:${line + 1}`,
            texts: textsOf(checker, text) ?? [],
            looks: looksOf(checker, text),
            row:
              row && !(row.flags & ts.TypeFlags.TypeParameter)
                ? Object.fromEntries(
                    row.getProperties().map((p) => [p.name, saidOf(checker, checker.getTypeOfSymbol(p))]),
                  )
                : null,
          });
        }
      }
      ts.forEachChild(node, look);
    };
    look(file);
  }
  return found;
}

/** A column of an answer. */
export interface Column {
  name: string;
  type: number;
  /** The table that it is read from unchanged, and its number in it; 0: worked out. */
  table: number;
  number: number;
}

/** What PostgreSQL tells of the columns of an answer. */
export interface Described {
  fields: { name: string; dataTypeID: number; tableID: number; columnID: number }[];
}

const columnsOf = ({ fields }: Described): Column[] =>
  fields.map((f) => ({ name: f.name, type: f.dataTypeID, table: f.tableID, number: f.columnID }));

/** A pool that tells of every answer which text it was asked with and what columns it has. */
export function overheard(pool: pg.Pool, hear: (text: string, columns: Column[]) => void): pg.Pool {
  const listening = <T extends pg.Pool | pg.PoolClient>(db: T): T =>
    new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name === 'connect') return async () => listening(await (target as pg.Pool).connect());
        if (name !== 'query') return value.bind(target);
        return async (asked: { text: string }, ...rest: unknown[]) => {
          const answer = (await value.call(target, asked, ...rest)) as Described | Described[];
          if (typeof asked === 'object' && !Array.isArray(answer)) hear(asked.text, columnsOf(answer));
          return answer;
        };
      },
    });
  return listening(pool);
}

/** Has a statement read and described by PostgreSQL; it is not run. @throws the error of PostgreSQL where it does not fit the schema */
export function describeStatement(client: pg.PoolClient, text: string): Promise<Column[]> {
  return new Promise((resolve, reject) => {
    let columns: Column[] = [];
    const nothing = () => undefined;
    const query = {
      submit(connection: Record<'parse' | 'describe', (message: object) => void> & { sync(): void }) {
        connection.parse({ text, name: '', types: [] });
        connection.describe({ type: 'S', name: '' });
        connection.sync();
      },
      handleRowDescription(described: Described) {
        columns = columnsOf(described);
      },
      handleError: reject,
      handleReadyForQuery() {
        resolve(columns);
      },
      handleDataRow: nothing,
      handleCommandComplete: nothing,
      handleEmptyQuery: nothing,
      handlePortalSuspended: nothing,
    };
    client.query(query as unknown as pg.Submittable);
  });
}
