/** A table as other programs read it: in UTF-8, with the mark without which spreadsheets of here take it for GB 18030. */
export async function csvOf(rows: readonly (readonly string[])[]): Promise<Blob> {
  const { default: papa } = await import('papaparse');
  const text = papa.unparse([...rows.map((row) => [...row])], { escapeFormulae: true });
  return new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' });
}

/** Hands a file to whoever sits at the screen. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has it by then, however slow it is.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
