/** Spreadsheets are read and written here, in the browser of whoever has them: the server takes no archives apart. */
import type { Cell, Sheet, TableName, Written } from '../../../../domain/authority/table.ts';
import type { Bilingual } from '../../api/types.ts';
import { csvOf } from '../../parts/files.ts';
import { TABLE_COLUMNS } from '../../words/tables.ts';

/** What a file holds, or `null` where it is no spreadsheet that can be read. */
export async function sheetsOf(file: File): Promise<Sheet[] | null> {
  const bytes = await file.arrayBuffer();
  const name = file.name.replace(/\.[^.]*$/, '').slice(0, 100) || 'CSV';
  try {
    if (isArchive(bytes)) {
      const { default: readXlsx } = await import('read-excel-file/universal');
      const sheets = await readXlsx(bytes);
      return sheets.map(({ sheet, data }) => ({
        name: sheet.slice(0, 100),
        rows: data.map((row) => row.slice(0, WIDEST).map(cellOf)),
      }));
    }
    const text = textOf(bytes);
    return text === null
      ? null
      : [{ name, rows: (await csvRows(text)).map((row) => row.slice(0, WIDEST).map(cellOf)) }];
  } catch {
    return null;
  }
}

/** Longer ones are remarks, which nobody reads here. */
const LONGEST = 500;
/** Days are whole days, whatever the clock of this machine says. */
const cellOf = (cell: unknown): Cell =>
  cell === null ? null : (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).slice(0, LONGEST);
/** Columns beyond these are none of ours. */
const WIDEST = 60;

const isArchive = (bytes: ArrayBuffer) => {
  const [p, k] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  return p === 0x50 && k === 0x4b;
};

/** Spreadsheets of here write CSV in GB 18030 as often as in UTF-8. */
function textOf(bytes: ArrayBuffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? null : text;
    } catch {
      // Another encoding, or no text.
    }
  }
  return null;
}

async function csvRows(text: string): Promise<string[][]> {
  const { default: papa } = await import('papaparse');
  const { data } = papa.parse<string[]>(text, { skipEmptyLines: false });
  // What a spreadsheet would take for a formula is written behind an apostrophe, by us as by others.
  return data.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')));
}

type Named = (name: Bilingual) => string;
const heading = (table: TableName, pick: Named) => Object.values<Bilingual>(TABLE_COLUMNS[table]).map(pick);

export async function xlsxOf(written: Written, names: Record<TableName, string>, pick: Named): Promise<Blob> {
  const { default: writeXlsx } = await import('write-excel-file/universal');
  return writeXlsx(
    (['people', 'units', 'organs'] as const).map((table) => ({
      sheet: names[table],
      data: [
        heading(table, pick).map((value) => ({ value, fontWeight: 'bold' as const })),
        ...written[table].map((row) => row.map((value) => ({ value, type: String }))),
      ],
      columns: heading(table, pick).map(() => ({ width: 18 })),
      stickyRowsCount: 1,
    })),
  ).toBlob();
}

export const csvTable = (written: Written, table: TableName, pick: Named): Promise<Blob> =>
  csvOf([heading(table, pick), ...written[table]]);
