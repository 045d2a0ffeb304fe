import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** Every way in which a word could lie in bytes that are not sealed: as it is, as hex, as base64 at any offset, as UTF-16. */
function forms(word: string): Buffer[] {
  const bytes = Buffer.from(word);
  const found = [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(word, 'utf16le')];
  for (let shift = 0; shift < 3; shift++) {
    // The first and the last characters also depend on what stands around the word.
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(Math.ceil((shift * 4) / 3), text.length - ((bytes.length + shift) % 3 === 0 ? 0 : 1));
    found.push(Buffer.from(inner), Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return found;
}

/** Those of the words that lie somewhere in these bytes. */
export function traces(bytes: Buffer | string, words: readonly string[]): string[] {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return words.filter((word) => forms(word).some((form) => all.includes(form)));
}

/** Where a folder lies that a process names: one with mounts of its own (bin/lib/postgres.ts) sees it where nobody else does. */
export const seenBy = (pid: number, folder: string): string =>
  existsSync(folder) ? folder : join('/proc', String(pid), 'root', folder);

/** Every row of every table as PostgreSQL writes it, each byte column besides as its bytes. */
export async function dump(db: pg.Pool): Promise<Buffer> {
  const { rows: tables } = await db.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, tablename AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const parts: Buffer[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await db.query<{ line: string }>(`SELECT t::text AS line FROM "${schema}"."${name}" t`);
    parts.push(Buffer.from(rows.map((r) => r.line).join('\n')));
    const { rows: columns } = await db.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = $1 AND table_name = $2 AND data_type = 'bytea'`,
      [schema, name],
    );
    for (const column of columns) {
      const { rows: values } = await db.query<{ bytes: Buffer | null }>(
        `SELECT "${column.name}" AS bytes FROM "${schema}"."${name}"`,
      );
      for (const { bytes } of values) if (bytes) parts.push(bytes);
    }
  }
  return Buffer.concat(parts);
}

/** Reads every file below a folder, one after the other. What vanishes meanwhile is left out. */
export function* filesBelow(folder: string): Generator<{ path: string; bytes: Buffer }> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) yield* filesBelow(path);
    else if (stat?.isFile()) {
      let bytes: Buffer;
      try {
        bytes = readFileSync(path);
      } catch {
        continue;
      }
      yield { path, bytes };
    }
  }
}

/** Every payload within a Temporal message: a thing with metadata and data. */
export function payloadsIn(node: unknown, found: { metadata: Record<string, Uint8Array>; data: Uint8Array }[] = []) {
  if (Array.isArray(node)) for (const item of node) payloadsIn(item, found);
  else if (typeof node === 'object' && node !== null && !(node instanceof Uint8Array)) {
    const { metadata, data } = node as { metadata?: Record<string, Uint8Array>; data?: Uint8Array };
    if (metadata?.encoding instanceof Uint8Array) found.push({ metadata, data: data ?? new Uint8Array() });
    else for (const value of Object.values(node)) payloadsIn(value, found);
  }
  return found;
}
