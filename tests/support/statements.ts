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
  /** File and line of the text. */
  at: string;
  /** File, line and column of the call, as a stack names them. */
  from: string;
  /** The file and the function of it that asks. */
  within: string;
  /** The text, one for each way in which its conditions fall; none where it is put together while it runs. */
  texts: string[];
  /** The row as its type says it; null: the answer is not looked at. */
  row: Record<string, Said> | null;
}

/** What asks, and which of its arguments is the text. A client of the driver is asked by `query`. */
const ASKS: Record<string, number> = { ask: 1, askOne: 1, askText: 1, askTexts: 1 };

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
    const made = symbol ? madeBy(symbol).map((one) => textsOf(checker, one, bound)) : [];
    return made.length === 0 || made.includes(null) ? null : made.flatMap((texts) => texts ?? []);
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const symbol = originOf(checker, node.expression);
    const [called] = symbol ? madeBy(symbol) : [];
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

function originOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** What a name stands for: its one value, or each that a loop gives it. */
function madeBy(symbol: ts.Symbol): readonly ts.Expression[] {
  const declared = symbol.valueDeclaration;
  if (!declared || !ts.isVariableDeclaration(declared) || !(declared.parent.flags & ts.NodeFlags.Const)) return [];
  const { parent: loop } = declared.parent;
  if (ts.isForOfStatement(loop)) return ts.isArrayLiteralExpression(loop.expression) ? loop.expression.elements : [];
  return declared.initializer ? [declared.initializer] : [];
}

/** The text that a call asks with; undefined where it asks nothing. */
function askedWith(checker: ts.TypeChecker, call: ts.CallExpression): ts.Expression | undefined {
  const { expression, arguments: given } = call;
  if (ts.isIdentifier(expression)) {
    const [asks] = originOf(checker, expression)?.declarations ?? [];
    const ours = asks?.getSourceFile().fileName.includes('/ledger/ground/');
    return ours ? given[ASKS[expression.text] ?? given.length] : undefined;
  }
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'query' ? given[0] : undefined;
}

/** The function of the file in which something stands. */
function functionOf(node: ts.Node): string {
  if (ts.isSourceFile(node.parent)) return ts.isFunctionDeclaration(node) ? (node.name?.text ?? '') : '';
  return functionOf(node.parent);
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
      if (ts.isCallExpression(node)) {
        const text = askedWith(checker, node);
        const asked = node.typeArguments?.[0];
        const row = asked && checker.getTypeFromTypeNode(asked);
        if (text) {
          const { line } = file.getLineAndCharacterOfPosition(text.getStart());
          const call = file.getLineAndCharacterOfPosition(node.getStart());
          found.push({
            at: `${name}:${line + 1}`,
            from: `${name}:${call.line + 1}:${call.character + 1}`,
            within: `${name}: ${functionOf(node)}`,
            texts: textsOf(checker, text) ?? [],
            row:
              row && row.getProperties().length > 0 && !(row.flags & ts.TypeFlags.TypeParameter)
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

/** An answer that was overheard. */
export interface Heard {
  text: string;
  columns: Column[];
  /** Who asked, as a stack names them. */
  stack: string;
}

/** A pool that tells of every answer who asked for it, with which text, and what columns it has. */
export function overheard(pool: pg.Pool, hear: (heard: Heard) => void): pg.Pool {
  const listening = <T extends pg.Pool | pg.PoolClient>(db: T): T =>
    new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name === 'connect') return async () => listening(await (target as pg.Pool).connect());
        if (name !== 'query') return value.bind(target);
        return async (asked: { text: string }, ...rest: unknown[]) => {
          const { stack = '' } = new Error();
          const answer = (await value.call(target, asked, ...rest)) as Described | Described[];
          // Several statements at once: none of their answers has a row that is said.
          const columns = Array.isArray(answer) ? [] : columnsOf(answer);
          if (typeof asked === 'object') hear({ text: asked.text, columns, stack });
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
